-- rule: Every review has an order and a review_id, and no two reviews share both.
-- rule_pt: Toda avaliação tem pedido e review_id, e não há duas com ambos iguais.
-- severity: error
-- table: fact_reviews
-- slices: order_key of fact_reviews

select
    order_key,
    review_id,
    count(*) as copies
from fact_reviews
group by
    order_key,
    review_id
having count(*) > 1
    or order_key is null
    or review_id is null
order by
    order_key nulls first,
    review_id nulls first
