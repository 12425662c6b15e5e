-- One row per geolocation point, duplicates included, as delivered: renamed and trimmed.

with source as (

    select * from landing_geolocation

),

final as (

    select
        -- Few of the million points have blanks around a name: to look first is far cheaper than to trim them all.
        case
            when geolocation_zip_code_prefix like ' %' or geolocation_zip_code_prefix like '% '
                then nullif(trim(geolocation_zip_code_prefix), '')
            else geolocation_zip_code_prefix
        end as zip_code_prefix,
        case
            when geolocation_city like ' %' or geolocation_city like '% '
                then nullif(trim(geolocation_city), '')
            else geolocation_city
        end as geolocation_city,
        case
            when geolocation_state like ' %' or geolocation_state like '% '
                then nullif(trim(geolocation_state), '')
            else geolocation_state
        end as geolocation_state,
        geolocation_lat as latitude,
        geolocation_lng as longitude,
        _file as source_file,
        _line as source_line
    from source

)

select * from final
