-- rule: Every order line is about a known product.
-- rule_pt: Toda linha de pedido é de um produto conhecido.
-- severity: warn
-- table: fact_order_items

select
    order_id,
    order_item_id,
    product_id,
    price
from fact_order_items
where product_key is null
order by
    order_id,
    order_item_id
