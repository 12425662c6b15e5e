-- One row per day and category with a sale. Orders with items do not add up over categories (an order may have several), so that
-- column serves only questions that keep the categories apart.
-- foreign_keys: category_key dim_product_category_translation
-- indexes: purchase_date

with order_items as (

    select * from fact_order_items

),

final as (

    select
        purchase_date,
        category_key,
        count(*) as item_count,
        count(*) filter (where is_first_of_category) as order_with_items_count,
        cast(sum(price) as decimal(18, 2)) as revenue,
        cast(sum(freight_value) as decimal(18, 2)) as freight_value
    from order_items
    group by
        purchase_date,
        category_key

)

select * from final
order by
    purchase_date,
    category_key nulls last
