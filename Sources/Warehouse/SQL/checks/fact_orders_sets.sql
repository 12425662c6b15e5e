-- rule: An order's payment types and review scores are those of its payments and reviews.
-- severity: error
-- table: fact_orders

with payments as (

    select
        order_key,
        bit_or(
            case payment_type
                when 'credit_card' then 1
                when 'boleto' then 2
                when 'voucher' then 4
                when 'debit_card' then 8
                when 'not_defined' then 16
                else 0
            end
        ) as payment_types
    from fact_payments
    group by order_key

),

reviews as (

    select
        order_key,
        bit_or(
            case review_score
                when 1 then 1
                when 2 then 2
                when 3 then 4
                when 4 then 8
                when 5 then 16
                else 0
            end
        ) as review_scores
    from fact_reviews
    group by order_key

)

select
    orders.order_id,
    orders.payment_types,
    orders.review_scores,
    payments.payment_types as payment_types_of_payments,
    reviews.review_scores as review_scores_of_reviews
from fact_orders as orders
left join payments
    on orders.order_key = payments.order_key
left join reviews
    on orders.order_key = reviews.order_key
where orders.payment_types <> coalesce(payments.payment_types, 0)
    or orders.review_scores <> coalesce(reviews.review_scores, 0)
order by orders.order_id
