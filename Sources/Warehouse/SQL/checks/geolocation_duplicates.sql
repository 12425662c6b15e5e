-- rule: No geolocation point is listed twice.
-- rule_pt: Nenhum ponto de geolocalização está listado duas vezes.
-- severity: warn
-- table: stg_geolocation
-- counts: copies_beyond_first

select
    zip_code_prefix,
    latitude,
    longitude,
    geolocation_city,
    geolocation_state,
    count(*) - 1 as copies_beyond_first
from stg_geolocation
group by
    zip_code_prefix,
    latitude,
    longitude,
    geolocation_city,
    geolocation_state
having count(*) > 1
order by
    zip_code_prefix,
    latitude,
    longitude,
    geolocation_city,
    geolocation_state
