-- rule: The place of a seller has the seller's city and state.
-- rule_pt: O lugar de um vendedor tem a cidade e o estado do vendedor.
-- severity: error
-- table: dim_sellers

select
    sellers.seller_id,
    sellers.place_key
from dim_sellers as sellers
left join dim_places as places
    on sellers.place_key = places.place_key
where places.place_key is null
    or coalesce(places.city, '') <> coalesce(sellers.seller_city, '')
    or coalesce(places.state, '') <> coalesce(sellers.seller_state, '')
order by
    sellers.seller_id
