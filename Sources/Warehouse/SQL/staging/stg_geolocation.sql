-- One row per geolocation point, duplicates included, as delivered: renamed and trimmed.

with source as (

    select * from landing_geolocation

),

final as (

    select
        nullif(trim(geolocation_zip_code_prefix), '') as zip_code_prefix,
        nullif(trim(geolocation_city), '') as geolocation_city,
        nullif(trim(geolocation_state), '') as geolocation_state,
        geolocation_lat as latitude,
        geolocation_lng as longitude,
        _file as source_file,
        _line as source_line
    from source

)

select * from final
