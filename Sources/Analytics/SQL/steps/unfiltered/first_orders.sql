-- As without a mart.

select
    purchase_date,
    sum(new_customer_count) as new_customer_count,
    sum(one_order_customer_count) as one_order_customer_count
from selected_mart_daily_orders
group by purchase_date
having sum(new_customer_count) > 0
