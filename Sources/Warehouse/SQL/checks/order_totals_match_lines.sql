-- rule: An order's line count, price and freight are those of its lines.
-- rule_pt: O número de linhas, o preço e o frete de um pedido são os de suas linhas.
-- severity: error
-- table: fact_orders
-- slices: order_key of fact_order_items, fact_orders

with totals as (

    select
        order_key,
        count(*) as item_count,
        sum(price) as items_value,
        sum(freight_value) as freight_value
    from fact_order_items
    group by order_key

)

select
    orders.order_id,
    orders.item_count,
    orders.items_value,
    orders.freight_value,
    totals.item_count as item_count_of_lines,
    totals.items_value as items_value_of_lines
from fact_orders as orders
left join totals
    on orders.order_key = totals.order_key
where orders.item_count <> coalesce(totals.item_count, 0)
    or orders.items_value <> coalesce(totals.items_value, 0)
    or orders.freight_value <> coalesce(totals.freight_value, 0)
order by orders.order_key
