-- One row per order_key with lines, payments or reviews, and their totals.
-- The three stand one below the other, each with its own measures: one grouping by a number gives all totals, in a
-- fraction of the memory that three groupings by order_id would take on large shops. Counts count what is not null, which
-- needs a third of the memory of a sum. Payment types and review scores are sets, as the bits of a number; of the categories,
-- the first and the last say whether there are several.

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
        cast(count(parts.is_line) as integer) as item_count,
        cast(count(parts.category_key) as integer) as categorized_item_count,
        min(parts.category_key) as first_category_key,
        max(parts.category_key) as last_category_key,
        cast(sum(parts.items_value) as decimal(12, 2)) as items_value,
        cast(sum(parts.freight_value) as decimal(12, 2)) as freight_value,
        cast(count(parts.is_payment) as integer) as payment_count,
        cast(sum(parts.payments_value) as decimal(12, 2)) as payments_value,
        cast(count(parts.is_review) as integer) as review_count,
        cast(sum(parts.review_score) as integer) as review_score_sum,
        cast(bit_or(parts.payment_types) as integer) as payment_types,
        cast(bit_or(parts.review_scores) as integer) as review_scores
    from parts
    inner join order_keys
        on parts.order_id = order_keys.order_id
    group by order_keys.order_key

)

select * from final
