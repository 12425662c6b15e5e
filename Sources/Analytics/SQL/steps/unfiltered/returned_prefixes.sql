-- As without a mart. A person is counted at the first order that it has in the range from a prefix.

select
    customer_geolocation_key as geolocation_key,
    null as person_key,
    count(*) as customer_count
from selected_mart_returning_orders
where
    customer_geolocation_key is not null
    and previous_purchase_date_at_prefix < first_day
    and not is_of_several_prefixes
group by customer_geolocation_key

union all

select
    customer_geolocation_key as geolocation_key,
    person_key,
    1 as customer_count
from selected_mart_returning_orders
where
    customer_geolocation_key is not null
    and previous_purchase_date_at_prefix < first_day
    and is_of_several_prefixes
