-- One row per day from the first order to the last, days without orders included as zeros. Every measure adds up over
-- days, and so do people with one order ever; those with several do not, so they are counted from the facts.
-- primary_key: date_key
-- foreign_keys: date_key dim_date
-- indexes: purchase_date

with orders as (

    select * from fact_orders

),

dates as (

    select * from dim_date

),

span as (

    select
        min(purchase_date) as first_date,
        max(purchase_date) as last_date
    from orders

),

daily as (

    select
        date_key,
        count(*) as order_count,
        count(*) filter (where item_count > 0) as order_with_items_count,
        count(*) filter (where is_delivered) as delivered_order_count,
        count(delivery_seconds) as timed_delivery_count,
        count(*) filter (where is_on_time) as on_time_order_count,
        count(is_on_time) as promised_delivery_count,
        count(*) filter (where orders_of_person = 1) as one_order_customer_count,
        sum(delivery_seconds) as delivery_seconds,
        sum(item_count) as item_count,
        sum(items_value) as revenue,
        sum(freight_value) as freight_value,
        sum(payment_count) as payment_count,
        sum(payments_value) as payments_value,
        sum(review_count) as review_count,
        sum(review_score_sum) as review_score_sum
    from orders
    group by date_key

),

final as (

    select
        dates.date_key,
        dates.calendar_date as purchase_date,
        cast(coalesce(daily.order_count, 0) as bigint) as order_count,
        cast(coalesce(daily.order_with_items_count, 0) as bigint) as order_with_items_count,
        cast(coalesce(daily.delivered_order_count, 0) as bigint) as delivered_order_count,
        cast(coalesce(daily.timed_delivery_count, 0) as bigint) as timed_delivery_count,
        cast(coalesce(daily.on_time_order_count, 0) as bigint) as on_time_order_count,
        cast(coalesce(daily.promised_delivery_count, 0) as bigint) as promised_delivery_count,
        cast(coalesce(daily.one_order_customer_count, 0) as bigint) as one_order_customer_count,
        cast(coalesce(daily.delivery_seconds, 0) as bigint) as delivery_seconds,
        cast(coalesce(daily.item_count, 0) as bigint) as item_count,
        cast(coalesce(daily.revenue, 0) as decimal(18, 2)) as revenue,
        cast(coalesce(daily.freight_value, 0) as decimal(18, 2)) as freight_value,
        cast(coalesce(daily.payment_count, 0) as bigint) as payment_count,
        cast(coalesce(daily.payments_value, 0) as decimal(18, 2)) as payments_value,
        cast(coalesce(daily.review_count, 0) as bigint) as review_count,
        cast(coalesce(daily.review_score_sum, 0) as bigint) as review_score_sum
    from dates
    inner join span
        on dates.calendar_date between span.first_date and span.last_date
    left join daily
        on dates.date_key = daily.date_key

)

select * from final
order by date_key
