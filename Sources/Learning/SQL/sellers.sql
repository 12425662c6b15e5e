-- One row per seller: where it is.

select
    seller_key,
    coalesce(geolocation_key, -1) as geolocation_key,
    seller_id,
    seller_state
from dim_sellers
order by seller_key
