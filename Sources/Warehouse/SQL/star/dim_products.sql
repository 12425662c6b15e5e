-- One row per product, with its category in Portuguese and English.
-- primary_key: product_key
-- foreign_keys: category_key dim_product_category_translation
-- indexes: product_id

with products as (

    select * from stg_products

),

categories as (

    select * from dim_product_category_translation

),

final as (

    select
        cast(row_number() over (order by products.product_id) as integer) as product_key,
        categories.category_key,
        products.product_id,
        products.product_category_name,
        categories.product_category_name_english,
        products.product_name_length,
        products.product_description_length,
        products.product_photos_qty,
        products.product_weight_g,
        products.product_length_cm,
        products.product_height_cm,
        products.product_width_cm
    from products
    left join categories
        on products.product_category_name = categories.product_category_name

)

select * from final
order by product_key
