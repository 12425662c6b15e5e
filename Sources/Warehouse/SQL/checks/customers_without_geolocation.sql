-- rule: Every customer's zip prefix is in the geolocation table.
-- rule_pt: O prefixo de CEP de todo cliente está na tabela de geolocalização.
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
