-- One row per set of categories that an order's lines have, and category in it: so that orders are found by category without a look
-- at their lines. A category alone is a set of its own number; 0 is the set of lines without a category.
-- foreign_keys: category_key dim_product_category_translation
-- indexes: category_set_key

with categories as (

    select * from dim_product_category_translation

),

mixed_orders as (

    select * from int_mixed_orders

),

sets as (

    select
        0 as category_set_key,
        cast(null as integer) as category_key

    union all

    select
        category_key as category_set_key,
        category_key
    from categories

    union all

    select distinct
        category_set_key,
        category_key
    from mixed_orders

)

select * from sets
order by
    category_set_key,
    category_key nulls last
