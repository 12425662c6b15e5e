-- One row per order and payment_sequential, in purchase order. Payments of an unknown order are in orphan_rows.
-- primary_key: order_key, payment_sequential
-- foreign_keys: order_key fact_orders, customer_key dim_customers, customer_place_key dim_places, date_key dim_date
-- uncompressed: order_id
-- narrow: purchase_date, payment_types, review_scores, category_set_key, customer_place_key, order_key, person_key, payment_installments, payment_value as cents, payment_type, customer_place_state, order_status, payment_value
-- narrow_indexes: order_key; purchase_date

with payments as (

    select * from stg_order_payments

),

orders as (

    select * from fact_orders

),

final as (

    select
        orders.order_key,
        orders.customer_key,
        orders.person_key,
        orders.customer_place_key,
        orders.customer_place_state,
        orders.date_key,
        payments.order_id,
        payments.payment_sequential,
        payments.payment_type,
        orders.order_status,
        orders.payment_types,
        orders.review_scores,
        orders.category_set_key,
        payments.payment_installments,
        payments.payment_value,
        orders.purchase_date
    from payments
    inner join orders
        on payments.order_id = orders.order_id

)

select * from final
order by
    order_key,
    payment_sequential
