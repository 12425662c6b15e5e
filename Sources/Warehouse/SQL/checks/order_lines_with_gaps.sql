-- rule: The lines of an order are numbered 1, 2, 3 and so on.
-- rule_pt: As linhas de um pedido são numeradas 1, 2, 3 e assim por diante.
-- severity: warn
-- table: fact_orders
-- slices: order_key of fact_order_items
-- An order's only line leaves a gap where it is not line 1; how many lines an order has is another check's business.

select
    min(order_id) as order_id,
    order_key,
    max(order_item_id) as last_line,
    count(*) as lines
from fact_order_items
where lines_of_order <> 1
    or order_item_id <> 1
group by order_key
having max(order_item_id) <> count(*)
order by order_key
