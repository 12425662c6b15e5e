-- rule: No order is handed to the carrier before it is approved.
-- rule_pt: Nenhum pedido vai à transportadora antes de ser aprovado.
-- severity: warn
-- table: fact_orders

select
    order_id,
    order_status,
    approved_at,
    shipped_at
from fact_orders
where shipped_at < approved_at
order by order_id
