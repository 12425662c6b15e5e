-- rule: The product of an order line, where known, is the one in dim_products.
-- rule_pt: O produto de uma linha de pedido, quando conhecido, é o de dim_products.
-- severity: error
-- table: fact_order_items

select
    lines.order_id,
    lines.order_item_id,
    lines.product_id,
    lines.product_key
from fact_order_items as lines
left join dim_products as products
    on lines.product_key = products.product_key
where lines.product_key is not null
    and (products.product_key is null or products.product_id <> lines.product_id)
order by
    lines.order_id,
    lines.order_item_id,
    lines.product_id,
    lines.product_key
