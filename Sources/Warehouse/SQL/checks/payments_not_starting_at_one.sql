-- rule: The payments of an order are numbered from one.
-- severity: warn
-- table: fact_orders

select
    min(order_id) as order_id,
    order_key,
    min(payment_sequential) as first_sequential,
    count(*) as payments
from fact_payments
group by order_key
having min(payment_sequential) <> 1
order by order_key
