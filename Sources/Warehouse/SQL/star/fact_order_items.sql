-- One row per order line, in purchase order. Lines of an unknown order are in orphan_rows; a line whose product or
-- seller is unknown is kept with a null key, since its money is real.
-- primary_key: order_key, order_item_id
-- foreign_keys: order_key fact_orders, customer_key dim_customers, customer_place_key dim_places, date_key dim_date, product_key dim_products, category_key dim_product_category_translation, seller_key dim_sellers, seller_place_key dim_places
-- uncompressed: order_id
-- narrow: purchase_date, payment_types, review_scores, category_key, product_key, seller_key, seller_place_key, customer_place_key, order_key, person_key, lines_of_order, price as cents, freight_value as cents, is_first_of_order, is_first_of_product, is_first_of_category, is_first_of_seller, is_first_of_seller_state, customer_place_state, order_status, price
-- narrow_indexes: order_key; purchase_date; purchase_date where lines_of_order > 1; category_key; product_key; seller_key

with order_items as (

    select * from stg_order_items

),

orders as (

    select * from fact_orders

),

products as (

    select * from dim_products

),

sellers as (

    select * from dim_sellers

),

first_lines as (

    select * from int_first_lines

),

final as (

    select
        orders.order_key,
        orders.customer_key,
        orders.person_key,
        orders.customer_place_key,
        orders.customer_place_state,
        orders.date_key,
        products.product_key,
        products.category_key,
        sellers.seller_key,
        sellers.place_key as seller_place_key,
        order_items.order_id,
        order_items.order_item_id,
        order_items.product_id,
        order_items.seller_id,
        orders.order_status,
        -- Where it is 1, the row alone stands for its order.
        orders.item_count as lines_of_order,
        -- Whether it is the first line of its order, and of these in it. Where nothing else tells lines of an order apart,
        -- so many lines are so many orders.
        coalesce(first_lines.is_first_of_order, true) as is_first_of_order,
        coalesce(first_lines.is_first_of_product, true) as is_first_of_product,
        coalesce(first_lines.is_first_of_category, true) as is_first_of_category,
        coalesce(first_lines.is_first_of_seller, true) as is_first_of_seller,
        coalesce(first_lines.is_first_of_seller_state, true) as is_first_of_seller_state,
        orders.payment_types,
        orders.review_scores,
        orders.category_set_key,
        order_items.price,
        order_items.freight_value,
        orders.purchase_date,
        order_items.shipping_limit_at
    from order_items
    inner join orders
        on order_items.order_id = orders.order_id
    left join products
        on order_items.product_id = products.product_id
    left join sellers
        on order_items.seller_id = sellers.seller_id
    left join first_lines
        on orders.order_key = first_lines.order_key
        and order_items.order_item_id = first_lines.order_item_id

)

select * from final
order by
    order_key,
    order_item_id
