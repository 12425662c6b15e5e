-- rule: Every order line has an order and a line number, and no two lines share both.
-- rule_pt: Toda linha de pedido tem pedido e número de linha, e não há duas com os dois iguais.
-- severity: error
-- table: fact_order_items
-- slices: order_key of fact_order_items

select
    order_key,
    order_item_id,
    count(*) as copies
from fact_order_items
group by
    order_key,
    order_item_id
having count(*) > 1
    or order_key is null
    or order_item_id is null
order by
    order_key nulls first,
    order_item_id nulls first
