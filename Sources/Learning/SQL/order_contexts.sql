-- One row per order that has lines: what is known of it at purchase, and what is to be predicted.
-- Of its payments only how and in how many installments, never how much.

with orders as (

    select * from fact_orders

),

customers as (

    select * from dim_customers

),

payments as (

    select * from fact_payments

),

first_payments as (

    select
        order_key,
        min(payment_sequential) as first_sequential,
        max(payment_installments) as payment_installments
    from payments
    group by order_key

),

payment_choices as (

    select
        first_payments.order_key,
        first_payments.payment_installments,
        min(payments.payment_type) as payment_type
    from first_payments
    inner join payments
        on first_payments.order_key = payments.order_key
        and first_payments.first_sequential = payments.payment_sequential
    group by
        first_payments.order_key,
        first_payments.payment_installments

),

final as (

    select
        orders.order_key,
        coalesce(customers.geolocation_key, -1) as customer_geolocation_key,
        customers.customer_state,
        payment_choices.payment_type,
        cast(payment_choices.payment_installments as integer) as payment_installments,
        cast(orders.items_value as double precision) as items_value,
        cast(orders.delivery_seconds as double precision) / 86400.0 as delivery_days,
        orders.purchased_at,
        orders.delivered_at,
        orders.estimated_delivery_date
    from orders
    left join customers
        on orders.customer_key = customers.customer_key
    left join payment_choices
        on orders.order_key = payment_choices.order_key
    where orders.item_count > 0

)

select * from final
order by order_key
