-- One row per day and hour of purchase with orders.
-- primary_key: purchase_date, purchase_hour

with orders as (

    select * from fact_orders

),

final as (

    select
        purchase_date,
        cast(extract(hour from purchased_at) as integer) as purchase_hour,
        count(*) as order_count,
        cast(sum(item_count) as bigint) as item_count,
        cast(sum(items_value) as decimal(18, 2)) as revenue,
        cast(sum(freight_value) as decimal(18, 2)) as freight_value,
        cast(sum(payment_count) as bigint) as payment_count,
        cast(sum(payments_value) as decimal(18, 2)) as payments_value
    from orders
    group by
        purchase_date,
        cast(extract(hour from purchased_at) as integer)

)

select * from final
order by
    purchase_date,
    purchase_hour
