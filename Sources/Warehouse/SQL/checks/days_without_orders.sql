-- rule: Every day from the first order to the last has orders.
-- severity: warn
-- table: mart_daily_sales

select purchase_date
from mart_daily_sales
where order_count = 0
order by purchase_date
