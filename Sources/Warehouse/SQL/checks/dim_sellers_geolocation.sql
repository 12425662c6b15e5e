-- rule: The place of a seller, where known, is the one of its zip prefix.
-- rule_pt: O lugar de um vendedor, quando conhecido, é o do seu prefixo de CEP.
-- severity: error
-- table: dim_sellers

select
    sellers.seller_id,
    sellers.zip_code_prefix,
    sellers.geolocation_key
from dim_sellers as sellers
left join dim_geolocation as places
    on sellers.geolocation_key = places.geolocation_key
where sellers.geolocation_key is not null
    and (places.geolocation_key is null or places.zip_code_prefix <> sellers.zip_code_prefix)
order by
    sellers.seller_id,
    sellers.zip_code_prefix,
    sellers.geolocation_key
