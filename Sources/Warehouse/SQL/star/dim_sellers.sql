-- One row per seller, with where it is.
-- primary_key: seller_key
-- foreign_keys: geolocation_key dim_geolocation, place_key dim_places
-- indexes: seller_id

with sellers as (

    select * from stg_sellers

),

geolocation as (

    select * from dim_geolocation

),

places as (

    select * from dim_places

),

final as (

    select
        cast(row_number() over (order by sellers.seller_id) as integer) as seller_key,
        geolocation.geolocation_key,
        places.place_key,
        sellers.seller_id,
        sellers.zip_code_prefix,
        -- Letter case is the only thing normalised about a place; dirtier names are kept, and counted by checks.
        lower(sellers.seller_city) as seller_city,
        upper(sellers.seller_state) as seller_state
    from sellers
    left join geolocation
        on sellers.zip_code_prefix = geolocation.zip_code_prefix
    left join places
        on lower(sellers.seller_city) is not distinct from places.city
        and upper(sellers.seller_state) is not distinct from places.state

)

select * from final
order by seller_key
