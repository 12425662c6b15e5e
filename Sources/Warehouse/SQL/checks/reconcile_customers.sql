-- rule: Every landed customer is a row of dim_customers.
-- rule_pt: Todo cliente recebido é uma linha de dim_customers.
-- severity: error
-- table: dim_customers

with landed as (

    select
        count(*) as row_count
    from landing_customers

),

loaded as (

    select
        count(*) as row_count
    from dim_customers

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
