-- rule: A customer_id is made for one order and never used again.
-- severity: warn
-- table: dim_customers

select
    customer_key,
    min(customer_id) as customer_id,
    count(*) as orders
from fact_orders
where customer_key is not null
group by customer_key
having count(*) > 1
order by customer_key
