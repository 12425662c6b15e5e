-- One row per zip-code prefix with a customer of a selected order: its orders, and those of its customers who have one
-- order ever, each of whom is counted once here.

select
    customer_geolocation_key as geolocation_key,
    count(*) as order_count,
    count(*) filter (where orders_of_person = 1) as one_order_customer_count
from selected_orders
where customer_geolocation_key is not null
group by customer_geolocation_key
