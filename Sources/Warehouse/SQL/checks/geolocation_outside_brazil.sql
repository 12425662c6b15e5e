-- rule: Every geolocation point lies inside Brazil's bounding box, its islands included.
-- rule_pt: Todo ponto de geolocalização está dentro do retângulo que contém o Brasil e suas ilhas.
-- severity: warn
-- table: stg_geolocation
-- The same box as in dim_geolocation.

select
    zip_code_prefix,
    latitude,
    longitude,
    geolocation_city,
    geolocation_state,
    source_line
from stg_geolocation
where latitude is null
    or longitude is null
    or latitude not between -33.76 and 5.28
    or longitude not between -74.00 and -28.83
order by
    zip_code_prefix,
    source_line
