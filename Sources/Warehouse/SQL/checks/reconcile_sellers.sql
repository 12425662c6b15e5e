-- rule: Every landed seller is a row of dim_sellers.
-- rule_pt: Todo vendedor recebido é uma linha de dim_sellers.
-- severity: error
-- table: dim_sellers

with landed as (

    select
        count(*) as row_count
    from landing_sellers

),

loaded as (

    select
        count(*) as row_count
    from dim_sellers

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
