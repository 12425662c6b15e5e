-- rule: A review_id is used for one order; each use beyond the first breaks this.
-- rule_pt: Um review_id é usado para um só pedido; cada uso além do primeiro quebra esta regra.
-- severity: warn
-- table: fact_reviews

with shared_reviews as (

    select
        review_id,
        min(order_key) as first_order_key
    from fact_reviews
    group by review_id
    having count(*) > 1

)

select
    reviews.review_id,
    reviews.order_id,
    reviews.review_score
from fact_reviews as reviews
inner join shared_reviews
    on reviews.review_id = shared_reviews.review_id
where reviews.order_key > shared_reviews.first_order_key
order by
    reviews.review_id,
    reviews.order_id
