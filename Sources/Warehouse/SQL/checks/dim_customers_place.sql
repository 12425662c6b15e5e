-- rule: The place of a customer has the customer's city and state.
-- rule_pt: O lugar de um cliente tem a cidade e o estado do cliente.
-- severity: error
-- table: dim_customers

select
    customers.customer_id,
    customers.place_key
from dim_customers as customers
left join dim_places as places
    on customers.place_key = places.place_key
where places.place_key is null
    or coalesce(places.city, '') <> coalesce(customers.customer_city, '')
    or coalesce(places.state, '') <> coalesce(customers.customer_state, '')
order by
    customers.customer_id
