-- One row per month of purchase and product sold: the sums of the order lines, and how many of them are marked as their order's
-- first of the product, or of its category.
-- foreign_keys: product_key dim_products, category_key dim_product_category_translation
-- indexes: purchase_month

with order_items as (

    select * from fact_order_items

),

final as (

    select
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        product_key,
        category_key,
        count(*) as item_count,
        count(*) filter (where is_first_of_product) as first_of_product_count,
        count(*) filter (where is_first_of_category) as first_of_category_count,
        cast(sum(price) as decimal(18, 2)) as revenue,
        cast(sum(freight_value) as decimal(18, 2)) as freight_value
    from order_items
    group by
        1,
        product_key,
        category_key

)

select * from final
order by
    purchase_month,
    product_key nulls last
