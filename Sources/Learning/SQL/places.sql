-- One row per zip-code prefix that has a centre.

select
    geolocation_key,
    zip_code_prefix,
    geolocation_state,
    cast(latitude as double precision) as latitude,
    cast(longitude as double precision) as longitude
from dim_geolocation
where latitude is not null
order by geolocation_key
