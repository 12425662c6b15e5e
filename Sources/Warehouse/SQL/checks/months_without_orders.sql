-- rule: Every month from the first order to the last has orders.
-- rule_pt: Todo mês, do primeiro pedido ao último, tem pedidos.
-- severity: warn
-- table: mart_daily_sales

select
    dates.month_start_date,
    count(*) as days
from mart_daily_sales as days
inner join dim_date as dates
    on days.date_key = dates.date_key
group by dates.month_start_date
having sum(days.order_count) = 0
order by dates.month_start_date
