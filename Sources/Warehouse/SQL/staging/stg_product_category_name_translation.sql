-- One row per category that the shop has translated, as delivered: trimmed.

with source as (

    select * from landing_product_category_name_translation

),

final as (

    select
        nullif(trim(product_category_name), '') as product_category_name,
        nullif(trim(product_category_name_english), '') as product_category_name_english,
        _file as source_file,
        _line as source_line
    from source

)

select * from final
