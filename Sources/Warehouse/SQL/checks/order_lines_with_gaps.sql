-- rule: The lines of an order are numbered 1, 2, 3 and so on.
-- severity: warn
-- table: fact_orders

select
    min(order_id) as order_id,
    order_key,
    max(order_item_id) as last_line,
    count(*) as lines
from fact_order_items
group by order_key
having max(order_item_id) <> count(*)
order by order_key
