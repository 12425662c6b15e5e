-- rule: Every day from the first order to the last has orders.
-- rule_pt: Todo dia, do primeiro pedido ao último, tem pedidos.
-- severity: warn
-- table: mart_daily_sales

select purchase_date
from mart_daily_sales
where order_count = 0
order by purchase_date
