-- rule: Every geolocation zip prefix is five digits, leading zeros included.
-- rule_pt: Todo prefixo de CEP da geolocalização tem cinco dígitos, zeros à esquerda incluídos.
-- severity: warn
-- table: dim_geolocation

with malformed_prefixes as (

    select zip_code_prefix
    from dim_geolocation
    group by zip_code_prefix
    -- By min(), since a condition on the column itself would be tried on every row before grouping.
    having length(min(zip_code_prefix)) <> 5
        or translate(min(zip_code_prefix), '0123456789', '') <> ''

)

select
    places.geolocation_key,
    places.zip_code_prefix
from dim_geolocation as places
left join malformed_prefixes
    on places.zip_code_prefix = malformed_prefixes.zip_code_prefix
where places.zip_code_prefix is null
    or malformed_prefixes.zip_code_prefix is not null
order by places.geolocation_key
