-- One row per order line with the price levels of its seller, its category, and its seller in its category: sums and counts
-- over orders before this one. Prices at or after $1 are not looked at, not even by later orders.
-- Logarithms are summed as millionths in integers, so that the sum does not depend on the order of its parts.

with items as (

    select * from fact_order_items

),

orders as (

    select * from fact_orders

),

lines as (

    select
        items.order_key,
        items.order_item_id,
        coalesce(items.product_key, -1) as product_key,
        coalesce(items.category_key, -1) as category_key,
        coalesce(items.seller_key, -1) as seller_key,
        case
            when orders.purchased_at < cast($1 as timestamp)
                then cast(round(ln(cast(greatest(items.price, 0.01) as double precision)) * 1000000) as bigint)
        end as log_price
    from items
    inner join orders
        on items.order_key = orders.order_key

),

-- Lines of one order are one step: none of them knows the others' prices.
steps as (

    select
        order_key,
        seller_key,
        category_key,
        coalesce(sum(log_price), 0) as log_sum,
        count(log_price) as line_count
    from lines
    group by
        order_key,
        seller_key,
        category_key

),

seller_steps as (

    select
        order_key,
        seller_key,
        sum(log_sum) as log_sum,
        sum(line_count) as line_count
    from steps
    group by
        order_key,
        seller_key

),

category_steps as (

    select
        order_key,
        category_key,
        sum(log_sum) as log_sum,
        sum(line_count) as line_count
    from steps
    group by
        order_key,
        category_key

),

-- order_key counts orders in the order of purchase, so the rows before are the orders before.
sellers as (

    select
        order_key,
        seller_key,
        sum(log_sum) over before_this as log_sum,
        sum(line_count) over before_this as line_count
    from seller_steps
    window before_this as (
        partition by seller_key
        order by order_key
        rows between unbounded preceding and 1 preceding
    )

),

categories as (

    select
        order_key,
        category_key,
        sum(log_sum) over before_this as log_sum,
        sum(line_count) over before_this as line_count
    from category_steps
    window before_this as (
        partition by category_key
        order by order_key
        rows between unbounded preceding and 1 preceding
    )

),

seller_categories as (

    select
        order_key,
        seller_key,
        category_key,
        sum(log_sum) over before_this as log_sum,
        sum(line_count) over before_this as line_count
    from steps
    window before_this as (
        partition by
            seller_key,
            category_key
        order by order_key
        rows between unbounded preceding and 1 preceding
    )

),

final as (

    select
        lines.order_key,
        lines.product_key,
        lines.category_key,
        lines.seller_key,
        cast(coalesce(sellers.log_sum, 0) as bigint) as seller_log_sum,
        cast(coalesce(sellers.line_count, 0) as bigint) as seller_count,
        cast(coalesce(categories.log_sum, 0) as bigint) as category_log_sum,
        cast(coalesce(categories.line_count, 0) as bigint) as category_count,
        cast(coalesce(seller_categories.log_sum, 0) as bigint) as seller_category_log_sum,
        cast(coalesce(seller_categories.line_count, 0) as bigint) as seller_category_count,
        lines.order_item_id
    from lines
    left join sellers
        on lines.order_key = sellers.order_key
        and lines.seller_key = sellers.seller_key
    left join categories
        on lines.order_key = categories.order_key
        and lines.category_key = categories.category_key
    left join seller_categories
        on lines.order_key = seller_categories.order_key
        and lines.seller_key = seller_categories.seller_key
        and lines.category_key = seller_categories.category_key

)

select * from final
order by
    order_key,
    order_item_id
