-- Customers with several orders ever, by zip-code prefix: one row per prefix of those whose selected orders are all from there,
-- without a person; and one row per prefix and person of those who may be met twice, in several prefixes.

with people as materialized (

    select
        person_key,
        min(customer_geolocation_key) as first_key,
        max(customer_geolocation_key) as last_key
    from selected_returning_orders
    where customer_geolocation_key is not null
    group by person_key

)

select
    first_key as geolocation_key,
    null as person_key,
    count(*) as customer_count
from people
where first_key = last_key
group by first_key

union all

select distinct
    orders.customer_geolocation_key as geolocation_key,
    orders.person_key,
    1 as customer_count
from selected_returning_orders as orders
inner join people
    on orders.person_key = people.person_key
where
    people.first_key < people.last_key
    and orders.customer_geolocation_key is not null
