-- One row per review and order, in purchase order; one review_id may cover several orders of a person.
-- Reviews of an unknown order are in orphan_rows.
-- primary_key: order_key, review_id
-- foreign_keys: order_key fact_orders, customer_key dim_customers, customer_place_key dim_places, date_key dim_date
-- uncompressed: review_id, order_id
-- narrow: purchase_date, payment_types, review_scores, category_set_key, review_score, customer_place_key, order_key, has_comment, customer_place_state, order_status
-- narrow_indexes: order_key; purchase_date

with reviews as (

    select * from stg_order_reviews

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
        reviews.review_id,
        reviews.order_id,
        orders.order_status,
        orders.payment_types,
        orders.review_scores,
        orders.category_set_key,
        reviews.review_comment_title,
        reviews.review_comment_message,
        reviews.review_comment_title is not null
        or reviews.review_comment_message is not null as has_comment,
        reviews.review_score,
        orders.purchase_date,
        reviews.review_created_at,
        reviews.review_answered_at
    from reviews
    inner join orders
        on reviews.order_id = orders.order_id

)

select * from final
order by
    order_key,
    review_id
