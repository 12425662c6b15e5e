-- rule: Every order has at least one review.
-- rule_pt: Todo pedido tem pelo menos uma avaliação.
-- severity: warn
-- table: fact_orders

select
    order_id,
    order_status,
    purchase_date
from fact_orders
where review_count = 0
order by order_id
