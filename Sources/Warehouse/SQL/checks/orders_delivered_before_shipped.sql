-- rule: No order is delivered before the carrier has it.
-- rule_pt: Nenhum pedido é entregue antes de chegar à transportadora.
-- severity: warn
-- table: fact_orders

select
    order_id,
    order_status,
    shipped_at,
    delivered_at
from fact_orders
where delivered_at < shipped_at
order by order_id
