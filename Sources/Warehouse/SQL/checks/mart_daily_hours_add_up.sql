-- rule: The rows of a day add up to that day's sales, to the cent.
-- rule_pt: As linhas de um dia somam as vendas desse dia, até o centavo.
-- severity: error
-- table: mart_daily_hours

with mart as (

    select
        purchase_date,
        sum(order_count) as order_count,
        sum(item_count) as item_count,
        sum(revenue) as revenue,
        sum(freight_value) as freight_value,
        sum(payment_count) as payment_count,
        sum(payments_value) as payments_value
    from mart_daily_hours
    group by purchase_date

)

select days.purchase_date
from mart_daily_sales as days
left join mart
    on days.purchase_date = mart.purchase_date
where coalesce(mart.order_count, 0) <> days.order_count
    or coalesce(mart.item_count, 0) <> days.item_count
    or coalesce(mart.revenue, 0) <> days.revenue
    or coalesce(mart.freight_value, 0) <> days.freight_value
    or coalesce(mart.payment_count, 0) <> days.payment_count
    or coalesce(mart.payments_value, 0) <> days.payments_value
order by days.purchase_date
