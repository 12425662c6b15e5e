-- rule: Every order has a order_key, and no two share one.
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
