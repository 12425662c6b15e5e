-- One row per product sold and month of purchase, by its first day, with a sale of it: what was sold of the product in that month
-- and to its end, in order lines, and how many of them are marked as their order's first of the product, or of its category.
-- The totals to date hold until the next month with a sale, the last ones for ever: what was sold in a range of months is what
-- holds at its end less what held before it. Rows that end together stand together, since mostly they are what holds at a day.
-- The month of the as-of day is two: to that day, where most ranges end, and after it.
-- foreign_keys: product_key dim_products, category_key dim_product_category_translation
-- for: large shops
-- indexes: first_date; next_date

with order_items as (

    select * from fact_order_items

),

as_of as (

    select as_of_date
    from mart_as_of

),

months as (

    select
        case
            when order_items.purchase_date > as_of.as_of_date
                then greatest(cast(date_trunc('month', order_items.purchase_date) as date), as_of.as_of_date + 1)
            else cast(date_trunc('month', order_items.purchase_date) as date)
        end as first_date,
        product_key,
        category_key,
        count(*) as item_count,
        count(*) filter (where is_first_of_product) as first_of_product_count,
        count(*) filter (where is_first_of_category) as first_of_category_count,
        cast(sum(price) as decimal(18, 2)) as revenue,
        cast(sum(freight_value) as decimal(18, 2)) as freight_value
    from order_items
    cross join as_of
    group by
        1,
        product_key,
        category_key

),

final as (

    select
        first_date,
        coalesce(lead(first_date) over months_of_key, date '9999-12-31') as next_date,
        product_key,
        category_key,
        item_count,
        first_of_product_count,
        first_of_category_count,
        revenue,
        freight_value,
        cast(sum(item_count) over months_of_key as bigint) as item_count_to_date,
        cast(sum(first_of_product_count) over months_of_key as bigint) as first_of_product_count_to_date,
        cast(sum(first_of_category_count) over months_of_key as bigint) as first_of_category_count_to_date,
        cast(sum(revenue) over months_of_key as decimal(18, 2)) as revenue_to_date,
        cast(sum(freight_value) over months_of_key as decimal(18, 2)) as freight_value_to_date
    from months
    window months_of_key as (partition by product_key order by first_date)

)

select * from final
order by
    next_date,
    first_date,
    product_key nulls last
