-- rule: Every order line was sold by a known seller.
-- rule_pt: Toda linha de pedido foi vendida por um vendedor conhecido.
-- severity: warn
-- table: fact_order_items

select
    order_id,
    order_item_id,
    seller_id,
    price
from fact_order_items
where seller_key is null
order by
    order_id,
    order_item_id
