-- rule: Every delivered order says when it was delivered.
-- rule_pt: Todo pedido entregue diz quando foi entregue.
-- severity: warn
-- table: fact_orders

select
    order_id,
    order_status,
    purchase_date,
    shipped_at
from fact_orders
where is_delivered
    and delivered_at is null
order by order_id
