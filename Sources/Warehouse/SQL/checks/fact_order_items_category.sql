-- rule: Every order line carries its product's category.
-- rule_pt: Toda linha de pedido tem a categoria do seu produto.
-- severity: error
-- table: fact_order_items

select
    lines.order_id,
    lines.order_item_id,
    lines.category_key,
    products.category_key as product_category_key
from fact_order_items as lines
left join dim_products as products
    on lines.product_key = products.product_key
where coalesce(lines.category_key, 0) <> coalesce(products.category_key, 0)
order by
    lines.order_id,
    lines.order_item_id
