-- Orders by status, most first, over orders purchased from day $1 to day $2.

select
    order_status,
    count(*) as order_count
from fact_orders
where purchase_date between $1 and $2
group by order_status
order by
    order_count desc,
    order_status nulls last
