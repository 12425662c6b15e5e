-- rule: A customer_id is made for one order and never used again.
-- rule_pt: Um customer_id é criado para um só pedido e nunca mais usado.
-- severity: warn
-- table: dim_customers

with customers as (

    select
        customer_key,
        count(*) as orders
    from fact_orders
    where customer_key is not null
    group by customer_key
    having count(*) > 1

)

select
    customers.customer_key,
    dim_customers.customer_id,
    customers.orders
from customers
inner join dim_customers
    on customers.customer_key = dim_customers.customer_key
order by customers.customer_key
