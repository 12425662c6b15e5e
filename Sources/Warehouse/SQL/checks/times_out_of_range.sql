-- rule: No order's time lies before the year 2000 or more than two years after the last order.
-- rule_pt: Nenhuma data de pedido é anterior a 2000 nem passa de dois anos depois do último pedido.
-- severity: warn
-- table: fact_orders

select
    orders.order_id,
    orders.purchase_date,
    orders.approved_at,
    orders.shipped_at,
    orders.delivered_at,
    orders.estimated_delivery_date
from fact_orders as orders
cross join mart_as_of as as_of
where least(
        coalesce(orders.approved_at, orders.purchased_at),
        coalesce(orders.shipped_at, orders.purchased_at),
        coalesce(orders.delivered_at, orders.purchased_at),
        coalesce(cast(orders.estimated_delivery_date as timestamp), orders.purchased_at)
    ) < timestamp '2000-01-01 00:00:00'
    or greatest(
        coalesce(orders.approved_at, orders.purchased_at),
        coalesce(orders.shipped_at, orders.purchased_at),
        coalesce(orders.delivered_at, orders.purchased_at),
        coalesce(cast(orders.estimated_delivery_date as timestamp), orders.purchased_at)
    ) > cast(as_of.last_order_date as timestamp) + interval '731' day
order by orders.order_id
