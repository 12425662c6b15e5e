-- rule: Every customer's zip prefix is in the geolocation table.
-- severity: warn
-- table: dim_customers

select
    customer_id,
    zip_code_prefix,
    customer_city,
    customer_state
from dim_customers
where geolocation_key is null
order by customer_id
