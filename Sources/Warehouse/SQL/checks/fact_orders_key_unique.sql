-- rule: Every order has an order_key, and no two share one.
-- rule_pt: Todo pedido tem um order_key, e não há dois com o mesmo.
-- severity: error
-- table: fact_orders

select
    order_key,
    count(*) as copies
from fact_orders
group by
    order_key
having count(*) > 1
    or order_key is null
order by
    order_key nulls first
