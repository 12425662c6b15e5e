-- Orders and revenue by day of purchase from day $1 to day $2, the days between the first and the last order.

select
    purchase_date,
    order_count,
    order_with_items_count,
    revenue
from mart_daily_sales
where purchase_date between $1 and $2
order by purchase_date
