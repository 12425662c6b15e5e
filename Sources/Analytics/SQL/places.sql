-- All zip-code prefixes with a point inside Brazil.

select
    geolocation_key,
    zip_code_prefix,
    geolocation_city,
    geolocation_state,
    latitude,
    longitude
from dim_geolocation
where latitude is not null
order by geolocation_key
