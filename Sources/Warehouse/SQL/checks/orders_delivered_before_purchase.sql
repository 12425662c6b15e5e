-- rule: No order is approved, handed over, delivered or promised before it is bought.
-- rule_pt: Nenhum pedido é aprovado, despachado, entregue ou prometido antes de ser feito.
-- severity: warn
-- table: fact_orders

select
    order_id,
    purchased_at,
    approved_at,
    shipped_at,
    delivered_at,
    estimated_delivery_date
from fact_orders
where approved_at < purchased_at
    or shipped_at < purchased_at
    or delivered_at < purchased_at
    or estimated_delivery_date < purchase_date
order by order_id
