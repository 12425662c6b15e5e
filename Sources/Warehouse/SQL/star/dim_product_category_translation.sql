-- One row per product category: those of the translation file and those that products use but the file lacks.
-- primary_key: category_key

with translations as (

    select * from stg_product_category_name_translation

),

products as (

    select * from stg_products

),

categories as (

    select product_category_name
    from translations
    where product_category_name is not null

    union

    select product_category_name
    from products
    where product_category_name is not null

),

final as (

    select
        cast(row_number() over (order by categories.product_category_name) as integer) as category_key,
        categories.product_category_name,
        -- A category without a translation keeps its Portuguese name, so that every chart has a label.
        coalesce(
            translations.product_category_name_english,
            categories.product_category_name
        ) as product_category_name_english,
        translations.product_category_name_english is not null as is_translated
    from categories
    left join translations
        on categories.product_category_name = translations.product_category_name

)

select * from final
order by category_key
