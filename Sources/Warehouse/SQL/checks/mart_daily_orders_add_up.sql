-- rule: The rows of a day add up to that day's sales, to the cent.
-- rule_pt: As linhas de um dia somam as vendas desse dia, até o centavo.
-- severity: error
-- table: mart_daily_orders

with mart as (

    select
        purchase_date,
        sum(order_count) as order_count,
        sum(item_count) as item_count,
        sum(revenue) as revenue,
        sum(freight_value) as freight_value,
        sum(payment_count) as payment_count,
        sum(payments_value) as payments_value,
        sum(review_count) as review_count,
        sum(review_score_sum) as review_score_sum,
        sum(delivery_seconds) as delivery_seconds,
        sum(timed_delivery_count) as timed_delivery_count,
        sum(on_time_order_count) as on_time_order_count,
        sum(promised_delivery_count) as promised_delivery_count,
        sum(one_order_customer_count) as one_order_customer_count
    from mart_daily_orders
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
    or coalesce(mart.review_count, 0) <> days.review_count
    or coalesce(mart.review_score_sum, 0) <> days.review_score_sum
    or coalesce(mart.delivery_seconds, 0) <> days.delivery_seconds
    or coalesce(mart.timed_delivery_count, 0) <> days.timed_delivery_count
    or coalesce(mart.on_time_order_count, 0) <> days.on_time_order_count
    or coalesce(mart.promised_delivery_count, 0) <> days.promised_delivery_count
    or coalesce(mart.one_order_customer_count, 0) <> days.one_order_customer_count
order by days.purchase_date
