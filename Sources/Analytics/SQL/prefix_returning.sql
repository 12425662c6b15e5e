-- One row per zip-code prefix and customer with several orders ever: those who may be met twice.

select distinct
    customer_geolocation_key as geolocation_key,
    person_key
from selected_orders
where
    orders_of_person > 1
    and customer_geolocation_key is not null
