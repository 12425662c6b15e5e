-- One row per zip-code prefix with a customer of a selected order and a point inside Brazil.

with prefixes as (

    select
        customer_geolocation_key as geolocation_key,
        count(*) as order_count,
        count(*) filter (where orders_of_person = 1) as customer_count
    from selected_orders
    where customer_geolocation_key is not null
    group by customer_geolocation_key

),

-- Only people with several orders may be met twice.
returned as (

    select
        geolocation_key,
        count(*) as customer_count
    from (
        select distinct
            customer_geolocation_key as geolocation_key,
            person_key
        from selected_orders
        where orders_of_person > 1
    ) as people
    group by geolocation_key

)

select
    places.zip_code_prefix,
    places.geolocation_city,
    places.geolocation_state,
    places.latitude,
    places.longitude,
    prefixes.customer_count + coalesce(returned.customer_count, 0) as customer_count,
    prefixes.order_count
from prefixes
inner join dim_geolocation as places
    on prefixes.geolocation_key = places.geolocation_key
left join returned
    on prefixes.geolocation_key = returned.geolocation_key
where places.latitude is not null
order by
    prefixes.order_count desc,
    places.geolocation_key
