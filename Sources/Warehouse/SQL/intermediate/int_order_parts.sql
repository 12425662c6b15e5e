-- One row per line, payment and review of an order that has an order_key, with what it adds to the order's totals.
-- The three stand one below the other, each with its own measures: one grouping by a number gives all totals, in a
-- fraction of the memory that three groupings by order_id would take on large shops. A step of its own, so that the join is
-- done and its memory free before anything is grouped. Payment types and review scores are sets, as the bits of a number.

with products as (

    select * from dim_products

),

order_keys as (

    select * from int_order_keys

),

parts as (

    select
        order_items.order_id,
        true as is_line,
        products.category_key,
        order_items.price as items_value,
        order_items.freight_value,
        cast(null as boolean) as is_payment,
        cast(0 as decimal(12, 2)) as payments_value,
        cast(null as boolean) as is_review,
        0 as review_score,
        0 as payment_types,
        0 as review_scores
    from stg_order_items as order_items
    left join products
        on order_items.product_id = products.product_id

    union all

    select
        order_id,
        cast(null as boolean) as is_line,
        cast(null as integer) as category_key,
        cast(0 as decimal(12, 2)) as items_value,
        cast(0 as decimal(12, 2)) as freight_value,
        true as is_payment,
        payment_value as payments_value,
        cast(null as boolean) as is_review,
        0 as review_score,
        case payment_type
            when 'credit_card' then 1
            when 'boleto' then 2
            when 'voucher' then 4
            when 'debit_card' then 8
            when 'not_defined' then 16
            else 0
        end as payment_types,
        0 as review_scores
    from stg_order_payments

    union all

    select
        order_id,
        cast(null as boolean) as is_line,
        cast(null as integer) as category_key,
        cast(0 as decimal(12, 2)) as items_value,
        cast(0 as decimal(12, 2)) as freight_value,
        cast(null as boolean) as is_payment,
        cast(0 as decimal(12, 2)) as payments_value,
        true as is_review,
        review_score,
        0 as payment_types,
        case review_score
            when 1 then 1
            when 2 then 2
            when 3 then 4
            when 4 then 8
            when 5 then 16
            else 0
        end as review_scores
    from stg_order_reviews

),

final as (

    select
        order_keys.order_key,
        parts.is_line,
        parts.category_key,
        parts.items_value,
        parts.freight_value,
        parts.is_payment,
        parts.payments_value,
        parts.is_review,
        parts.review_score,
        parts.payment_types,
        parts.review_scores
    from parts
    inner join order_keys
        on parts.order_id = order_keys.order_id

)

select * from final
