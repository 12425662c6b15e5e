-- One row per order, as delivered: renamed, trimmed, and the promise as the date it is.

with source as (

    select * from landing_orders

),

final as (

    select
        -- Few ids hold a blank: to look first is twenty times cheaper than to trim them all.
        case
            when position(' ' in order_id) > 0
                then nullif(trim(order_id), '')
            else order_id
        end as order_id,
        case
            when position(' ' in customer_id) > 0
                then nullif(trim(customer_id), '')
            else customer_id
        end as customer_id,
        nullif(trim(order_status), '') as order_status,
        order_purchase_timestamp as purchased_at,
        order_approved_at as approved_at,
        order_delivered_carrier_date as shipped_at,
        order_delivered_customer_date as delivered_at,
        -- A promise is a day; the source stores it as midnight.
        cast(order_estimated_delivery_date as date) as estimated_delivery_date,
        _file as source_file,
        _line as source_line
    from source

)

select * from final
