-- rule: An order's review count and scores are those of its reviews.
-- rule_pt: O número de avaliações e as notas de um pedido são os de suas avaliações.
-- severity: error
-- table: fact_orders
-- slices: order_key of fact_reviews, fact_orders

with totals as (

    select
        order_key,
        count(*) as review_count,
        sum(review_score) as review_score_sum,
        bit_or(
            case review_score
                when 1 then 1
                when 2 then 2
                when 3 then 4
                when 4 then 8
                when 5 then 16
                else 0
            end
        ) as review_scores
    from fact_reviews
    group by order_key

)

select
    orders.order_id,
    orders.review_count,
    orders.review_score_sum,
    orders.review_scores,
    totals.review_count as review_count_of_lines,
    totals.review_score_sum as review_score_sum_of_lines,
    totals.review_scores as review_scores_of_lines
from fact_orders as orders
left join totals
    on orders.order_key = totals.order_key
where orders.review_count <> coalesce(totals.review_count, 0)
    or orders.review_score_sum <> coalesce(totals.review_score_sum, 0)
    or orders.review_scores <> coalesce(totals.review_scores, 0)
order by orders.order_key
