-- rule: The daily sales are those of the facts, day by day and to the cent.
-- rule_pt: As vendas diárias são as dos fatos, dia a dia e até o centavo.
-- severity: error
-- table: mart_daily_sales
-- The mart is subtracted from the facts: what is left is off.

with fact_days as (

    select
        purchase_date,
        count(*) as order_count,
        0 as item_count,
        0 as revenue,
        0 as freight_value,
        0 as payment_count,
        0 as payments_value,
        0 as review_count,
        count(*) filter (where orders_of_person = 1) as one_order_customer_count
    from fact_orders
    group by purchase_date

    union all

    select
        purchase_date,
        0 as order_count,
        count(*) as item_count,
        sum(price) as revenue,
        sum(freight_value) as freight_value,
        0 as payment_count,
        0 as payments_value,
        0 as review_count,
        0 as one_order_customer_count
    from fact_order_items
    group by purchase_date

    union all

    select
        purchase_date,
        0 as order_count,
        0 as item_count,
        0 as revenue,
        0 as freight_value,
        count(*) as payment_count,
        sum(payment_value) as payments_value,
        0 as review_count,
        0 as one_order_customer_count
    from fact_payments
    group by purchase_date

    union all

    select
        purchase_date,
        0 as order_count,
        0 as item_count,
        0 as revenue,
        0 as freight_value,
        0 as payment_count,
        0 as payments_value,
        count(*) as review_count,
        0 as one_order_customer_count
    from fact_reviews
    group by purchase_date

    union all

    select
        purchase_date,
        -order_count as order_count,
        -item_count as item_count,
        -revenue as revenue,
        -freight_value as freight_value,
        -payment_count as payment_count,
        -payments_value as payments_value,
        -review_count as review_count,
        -one_order_customer_count as one_order_customer_count
    from mart_daily_sales

),

differences as (

    select
        purchase_date,
        sum(order_count) as order_count,
        sum(item_count) as item_count,
        sum(revenue) as revenue,
        sum(freight_value) as freight_value,
        sum(payment_count) as payment_count,
        sum(payments_value) as payments_value,
        sum(review_count) as review_count,
        sum(one_order_customer_count) as one_order_customer_count
    from fact_days
    group by purchase_date

)

select
    purchase_date,
    order_count as order_count_off,
    revenue as revenue_off,
    freight_value as freight_value_off,
    payments_value as payments_value_off,
    review_count as review_count_off,
    one_order_customer_count as one_order_customer_count_off
from differences
where order_count <> 0
    or item_count <> 0
    or revenue <> 0
    or freight_value <> 0
    or payment_count <> 0
    or payments_value <> 0
    or review_count <> 0
    or one_order_customer_count <> 0
order by purchase_date
