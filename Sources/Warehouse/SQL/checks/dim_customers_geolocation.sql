-- rule: The place of a customer, where known, is the one of its zip prefix.
-- rule_pt: O lugar de um cliente, quando conhecido, é o do seu prefixo de CEP.
-- severity: error
-- table: dim_customers

select
    customers.customer_id,
    customers.zip_code_prefix,
    customers.geolocation_key
from dim_customers as customers
left join dim_geolocation as places
    on customers.geolocation_key = places.geolocation_key
where customers.geolocation_key is not null
    and (places.geolocation_key is null or places.zip_code_prefix <> customers.zip_code_prefix)
order by
    customers.customer_id,
    customers.zip_code_prefix,
    customers.geolocation_key
