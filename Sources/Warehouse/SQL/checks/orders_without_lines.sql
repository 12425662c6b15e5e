-- rule: Every order has at least one line.
-- rule_pt: Todo pedido tem pelo menos uma linha.
-- severity: warn
-- table: fact_orders

select
    order_id,
    order_status,
    purchase_date,
    payments_value
from fact_orders
where item_count = 0
order by order_id
