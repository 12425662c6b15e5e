-- rule: Every landed review is a fact or a reject, and their scores add up exactly.
-- rule_pt: Toda avaliação recebida é um fato ou uma rejeição, e suas notas somam exatamente o mesmo.
-- severity: error
-- table: fact_reviews

with landed as (

    select
        count(*) as row_count,
        coalesce(sum(review_score), 0) as review_score
    from landing_order_reviews

),

loaded as (

    select
        count(*) as row_count,
        coalesce(sum(review_score), 0) as review_score
    from fact_reviews

),

rejected as (

    select
        count(*) as row_count,
        coalesce(sum(review_score), 0) as review_score
    from stg_order_reviews
    where coalesce(order_id, '') in (
        select coalesce(value, '')
        from orphan_rows
        where table_name = 'order_reviews'
    )

),

measures as (

    select
        'row_count' as measure,
        cast(landed.row_count as decimal(18, 2)) as landed,
        cast(loaded.row_count as decimal(18, 2)) as loaded,
        cast(rejected.row_count as decimal(18, 2)) as rejected
    from landed
    cross join loaded
    cross join rejected

    union all

    select
        'review_score' as measure,
        cast(landed.review_score as decimal(18, 2)) as landed,
        cast(loaded.review_score as decimal(18, 2)) as loaded,
        cast(rejected.review_score as decimal(18, 2)) as rejected
    from landed
    cross join loaded
    cross join rejected

)

select
    measure,
    landed,
    loaded,
    rejected
from measures
where landed <> loaded + rejected
order by measure
