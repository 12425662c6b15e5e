-- rule: Every landed product is a row of dim_products.
-- rule_pt: Todo produto recebido é uma linha de dim_products.
-- severity: error
-- table: dim_products

with landed as (

    select
        count(*) as row_count
    from landing_products

),

loaded as (

    select
        count(*) as row_count
    from dim_products

),

measures as (

    select
        'row_count' as measure,
        cast(landed.row_count as decimal(18, 2)) as landed,
        cast(loaded.row_count as decimal(18, 2)) as loaded,
        cast(0 as decimal(18, 2)) as rejected
    from landed
    cross join loaded

)

select
    measure,
    landed,
    loaded,
    rejected
from measures
where landed <> loaded + rejected
order by measure
