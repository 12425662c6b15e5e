-- As without a mart.

select coalesce(sum(one_order_customer_count), 0) as customer_count
from selected_mart_daily_sales
