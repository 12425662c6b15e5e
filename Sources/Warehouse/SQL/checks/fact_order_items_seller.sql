-- rule: The seller of an order line, where known, is the one in dim_sellers.
-- rule_pt: O vendedor de uma linha de pedido, quando conhecido, é o de dim_sellers.
-- severity: error
-- table: fact_order_items

select
    lines.order_id,
    lines.order_item_id,
    lines.seller_id,
    lines.seller_key
from fact_order_items as lines
left join dim_sellers as sellers
    on lines.seller_key = sellers.seller_key
where lines.seller_key is not null
    and (sellers.seller_key is null or sellers.seller_id <> lines.seller_id)
order by
    lines.order_id,
    lines.order_item_id,
    lines.seller_id,
    lines.seller_key
