-- rule: An order's review count and scores are those of its reviews.
-- severity: error
-- table: fact_orders

with totals as (

    select
        order_key,
        count(*) as review_count,
        sum(review_score) as review_score_sum
    from fact_reviews
    group by order_key

)

select
    orders.order_id,
    orders.review_count,
    orders.review_score_sum,
    totals.review_count as review_count_of_lines,
    totals.review_score_sum as review_score_sum_of_lines
from fact_orders as orders
left join totals
    on orders.order_key = totals.order_key
where orders.review_count <> coalesce(totals.review_count, 0)
    or orders.review_score_sum <> coalesce(totals.review_score_sum, 0)
order by orders.order_id
