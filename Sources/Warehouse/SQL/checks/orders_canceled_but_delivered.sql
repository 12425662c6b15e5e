-- rule: No canceled order has a delivery time.
-- rule_pt: Nenhum pedido cancelado tem data de entrega.
-- severity: warn
-- table: fact_orders

select
    order_id,
    order_status,
    purchase_date,
    delivered_at
from fact_orders
where order_status = 'canceled'
    and delivered_at is not null
order by order_id
