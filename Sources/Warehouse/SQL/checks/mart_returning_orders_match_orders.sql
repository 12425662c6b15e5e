-- rule: The orders of people with several are those of fact_orders.
-- rule_pt: Os pedidos de pessoas com vários são os de fact_orders.
-- severity: error
-- table: mart_returning_orders

with orders as (

    select * from fact_orders
    where orders_of_person > 1

)

select coalesce(orders.order_key, mart.order_key) as order_key
from orders
full join mart_returning_orders as mart
    on orders.order_key = mart.order_key
where orders.order_key is null
    or mart.order_key is null
    or orders.person_key <> mart.person_key
    or orders.purchase_date <> mart.purchase_date
    or orders.order_status is distinct from mart.order_status
    or orders.customer_place_key is distinct from mart.customer_place_key
    or orders.customer_place_state is distinct from mart.customer_place_state
    or orders.customer_geolocation_key is distinct from mart.customer_geolocation_key
    or orders.is_first_order <> mart.is_first_order
    or orders.is_first_order and orders.purchase_date <> mart.first_purchase_date
    or orders.is_first_order <> (mart.order_number = 1)
    or mart.purchase_month <> cast(date_trunc('month', orders.purchase_date) as date)
    or mart.first_purchase_month <> cast(date_trunc('month', mart.first_purchase_date) as date)
    or mart.next_purchase_date < orders.purchase_date
    or orders.is_first_order <> (mart.previous_purchase_date < mart.first_purchase_date)
    or orders.payment_types <> mart.payment_types
    or orders.review_scores <> mart.review_scores
    or orders.category_set_key is distinct from mart.category_set_key
    or orders.items_value <> mart.items_value
    or orders.payments_value <> mart.payments_value
order by 1
