-- rule: Every seller's zip prefix is in the geolocation table.
-- rule_pt: O prefixo de CEP de todo vendedor está na tabela de geolocalização.
-- severity: warn
-- table: dim_sellers

select
    seller_id,
    zip_code_prefix,
    seller_city,
    seller_state
from dim_sellers
where geolocation_key is null
order by seller_id
