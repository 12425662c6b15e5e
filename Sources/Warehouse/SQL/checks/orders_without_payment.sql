-- rule: Every order has at least one payment.
-- rule_pt: Todo pedido tem pelo menos um pagamento.
-- severity: warn
-- table: fact_orders

select
    order_id,
    order_status,
    purchase_date,
    items_value
from fact_orders
where payment_count = 0
order by order_id
