-- rule: Every day of the daily sales is there once.
-- rule_pt: Todo dia das vendas diárias está presente uma só vez.
-- severity: error
-- table: mart_daily_sales

select
    purchase_date,
    count(*) as copies
from mart_daily_sales
group by
    purchase_date
having count(*) > 1
    or purchase_date is null
order by
    purchase_date nulls first
