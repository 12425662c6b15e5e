-- rule: The customer of an order, where known, is the one in dim_customers, and the state that of the customer's place.
-- rule_pt: O cliente de um pedido, quando conhecido, é o de dim_customers, e o estado é o do lugar do cliente.
-- severity: error
-- table: fact_orders

select
    orders.order_id,
    orders.customer_id,
    orders.customer_key
from fact_orders as orders
left join dim_customers as customers
    on orders.customer_key = customers.customer_key
left join dim_places as places
    on orders.customer_place_key = places.place_key
where orders.customer_key is not null
    and (customers.customer_key is null or customers.customer_id <> orders.customer_id)
    or coalesce(orders.customer_place_state, '') <> coalesce(places.state, '')
order by
    orders.order_id,
    orders.customer_id,
    orders.customer_key
