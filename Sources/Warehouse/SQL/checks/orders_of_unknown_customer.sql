-- rule: Every order was placed by a known customer.
-- rule_pt: Todo pedido foi feito por um cliente conhecido.
-- severity: warn
-- table: fact_orders

select
    order_id,
    customer_id,
    purchase_date
from fact_orders
where customer_key is null
order by order_id
