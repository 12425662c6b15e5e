-- One row per product, as delivered: trimmed, and "lenght" spelled as length.

with source as (

    select * from landing_products

),

final as (

    select
        -- Few ids hold a blank: to look first is twenty times cheaper than to trim them all.
        case
            when position(' ' in product_id) > 0
                then nullif(trim(product_id), '')
            else product_id
        end as product_id,
        nullif(trim(product_category_name), '') as product_category_name,
        product_name_lenght as product_name_length,
        product_description_lenght as product_description_length,
        product_photos_qty,
        product_weight_g,
        product_length_cm,
        product_height_cm,
        product_width_cm,
        _file as source_file,
        _line as source_line
    from source

)

select * from final
