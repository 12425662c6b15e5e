-- One row per line of the orders with several lines: whether it is the first line of its order, and the order's first of its
-- product, category, seller and seller's state. Counting such lines counts orders by these, without comparing keys.

with order_items as (

    select * from stg_order_items

),

order_keys as (

    select * from int_order_keys

),

totals as (

    select * from int_order_totals

),

products as (

    select * from dim_products

),

sellers as (

    select * from dim_sellers

),

several as (

    select
        order_keys.order_id,
        order_keys.order_key
    from order_keys
    inner join totals
        on order_keys.order_key = totals.order_key
    where totals.item_count > 1

),

lines as (

    select
        several.order_key,
        products.product_key,
        products.category_key,
        sellers.seller_key,
        sellers.seller_state,
        order_items.order_item_id
    from order_items
    inner join several
        on order_items.order_id = several.order_id
    left join products
        on order_items.product_id = products.product_id
    left join sellers
        on order_items.seller_id = sellers.seller_id

),

final as (

    select
        order_key,
        order_item_id,
        category_key,
        row_number() over (partition by order_key order by order_item_id) = 1 as is_first_of_order,
        row_number() over (partition by order_key, product_key order by order_item_id) = 1 as is_first_of_product,
        row_number() over (partition by order_key, category_key order by order_item_id) = 1 as is_first_of_category,
        row_number() over (partition by order_key, seller_key order by order_item_id) = 1 as is_first_of_seller,
        row_number() over (partition by order_key, seller_state order by order_item_id) = 1 as is_first_of_seller_state
    from lines

)

select * from final
