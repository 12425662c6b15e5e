-- The whole shop in one row, over orders purchased from day $1 to day $2.
-- Each fact is summed apart and the sums stand side by side, so nothing fans out.

with orders as (

    select
        count(*) as order_count,
        count(distinct person_key) as customer_count,
        count(*) filter (where item_count > 0) as order_with_items_count,
        coalesce(sum(items_value), 0) as revenue,
        coalesce(sum(freight_value), 0) as freight_value,
        coalesce(sum(item_count), 0) as item_count,
        coalesce(sum(payment_count), 0) as payment_count,
        coalesce(sum(payments_value), 0) as payment_value,
        coalesce(sum(review_count), 0) as review_count,
        coalesce(sum(review_score_sum), 0) as review_score_sum,
        count(delivery_seconds) as timed_delivery_count,
        count(*) filter (where is_on_time) as on_time_count
    from fact_orders
    where purchase_date between $1 and $2

),

people as (

    select
        count(*) as person_count,
        count(*) filter (where order_count > 1) as repeat_person_count
    from (
        select
            person_key,
            count(*) as order_count
        from fact_orders
        where purchase_date between $1 and $2
            and person_key is not null
        group by person_key
    ) as orders_of_people

),

items as (

    select
        count(distinct product_id) as product_count,
        count(distinct seller_id) as seller_count
    from fact_order_items
    where purchase_date between $1 and $2

),

payments as (

    select
        coalesce(sum(payment_installments), 0) as installments_sum
    from fact_payments
    where purchase_date between $1 and $2

)

select
    orders.order_count,
    orders.customer_count,
    orders.order_with_items_count,
    cast(orders.revenue as decimal(18, 2)) as revenue,
    cast(orders.freight_value as decimal(18, 2)) as freight_value,
    cast(orders.item_count as bigint) as item_count,
    cast(orders.payment_count as bigint) as payment_count,
    cast(orders.payment_value as decimal(18, 2)) as payment_value,
    cast(orders.review_count as bigint) as review_count,
    cast(orders.review_score_sum as bigint) as review_score_sum,
    orders.timed_delivery_count,
    orders.on_time_count,
    people.person_count,
    people.repeat_person_count,
    items.product_count,
    items.seller_count,
    cast(payments.installments_sum as bigint) as installments_sum
from orders
cross join people
cross join items
cross join payments
