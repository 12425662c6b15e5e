-- rule: Every order has one of the eight known statuses.
-- rule_pt: Todo pedido tem uma das oito situações conhecidas.
-- severity: warn
-- table: fact_orders

select
    order_id,
    order_status,
    purchase_date
from fact_orders
where order_status is null
    or order_status not in (
        'created',
        'approved',
        'invoiced',
        'processing',
        'shipped',
        'delivered',
        'unavailable',
        'canceled'
    )
order by order_id
