-- One row per zip-code prefix with a customer of a selected order and a point inside Brazil.

with prefixes as (

    select
        customers.geolocation_key,
        count(*) as order_count,
        count(distinct selected_orders.person_key) as customer_count
    from selected_orders
    inner join dim_customers as customers
        on selected_orders.customer_key = customers.customer_key
    where customers.geolocation_key is not null
    group by customers.geolocation_key

)

select
    places.zip_code_prefix,
    places.geolocation_city,
    places.geolocation_state,
    places.latitude,
    places.longitude,
    prefixes.customer_count,
    prefixes.order_count
from prefixes
inner join dim_geolocation as places
    on prefixes.geolocation_key = places.geolocation_key
where places.latitude is not null
order by
    prefixes.order_count desc,
    places.geolocation_key
