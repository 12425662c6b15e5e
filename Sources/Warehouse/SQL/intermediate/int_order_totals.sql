-- One row per order_key with lines, payments or reviews, and their totals.
-- Counts count what is not null, which needs a third of the memory of a sum. Of the categories, the first and the last say
-- whether there are several.

with parts as (

    select * from int_order_parts

),

final as (

    select
        order_key,
        cast(count(is_line) as integer) as item_count,
        cast(count(category_key) as integer) as categorized_item_count,
        min(category_key) as first_category_key,
        max(category_key) as last_category_key,
        cast(sum(items_value) as decimal(18, 2)) as items_value,
        cast(sum(freight_value) as decimal(18, 2)) as freight_value,
        cast(count(is_payment) as integer) as payment_count,
        cast(sum(payments_value) as decimal(18, 2)) as payments_value,
        cast(count(is_review) as integer) as review_count,
        cast(sum(review_score) as integer) as review_score_sum,
        cast(bit_or(payment_types) as integer) as payment_types,
        cast(bit_or(review_scores) as integer) as review_scores
    from parts
    group by order_key

)

select * from final
