-- rule: The rows of a month add up to that month's sales, to the cent.
-- severity: error
-- table: mart_monthly_places
-- The mart is subtracted from the days: what is left is off.

with months as (

    select
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        order_count,
        one_order_customer_count
    from mart_daily_sales

    union all

    select
        cast(date_trunc('month', first_date) as date) as purchase_month,
        -order_count as order_count,
        -one_order_customer_count as one_order_customer_count
    from mart_monthly_places

)

select
    purchase_month,
    sum(order_count) as order_count_off,
    sum(one_order_customer_count) as one_order_customer_count_off
from months
group by purchase_month
having sum(order_count) <> 0
    or sum(one_order_customer_count) <> 0
order by purchase_month
