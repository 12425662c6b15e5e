-- One row per day of purchase and score with reviews.
-- indexes: purchase_date

with reviews as (

    select * from fact_reviews

),

final as (

    select
        purchase_date,
        review_score,
        count(*) as review_count,
        cast(coalesce(sum(review_score), 0) as bigint) as review_score_sum,
        count(*) filter (where review_score = 1) as one_star_share_count,
        count(*) filter (where review_score = 5) as five_star_share_count,
        count(*) filter (where has_comment) as comment_share_count
    from reviews
    group by
        purchase_date,
        review_score

)

select * from final
order by
    purchase_date,
    review_score nulls last
