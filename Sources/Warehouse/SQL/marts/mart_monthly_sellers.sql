-- One row per seller and month of purchase, by its first day, with a sale: what the seller sold in that month and to its end, in
-- order lines, and how many of them are marked as their order's first of the seller, or of the seller's state. The totals to
-- date hold until the next month with a sale (see mart_monthly_products).
-- The month of the as-of day is two: to that day, where most ranges end, and after it.
-- foreign_keys: seller_key dim_sellers, seller_place_key dim_places
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
        seller_key,
        seller_place_key,
        count(*) as item_count,
        count(*) filter (where is_first_of_seller) as first_of_seller_count,
        count(*) filter (where is_first_of_seller_state) as first_of_seller_state_count,
        cast(sum(price) as decimal(18, 2)) as revenue,
        cast(sum(freight_value) as decimal(18, 2)) as freight_value
    from order_items
    cross join as_of
    group by
        1,
        seller_key,
        seller_place_key

),

final as (

    select
        first_date,
        coalesce(lead(first_date) over months_of_key, date '9999-12-31') as next_date,
        seller_key,
        seller_place_key,
        item_count,
        first_of_seller_count,
        first_of_seller_state_count,
        revenue,
        freight_value,
        cast(sum(item_count) over months_of_key as bigint) as item_count_to_date,
        cast(sum(first_of_seller_count) over months_of_key as bigint) as first_of_seller_count_to_date,
        cast(sum(first_of_seller_state_count) over months_of_key as bigint) as first_of_seller_state_count_to_date,
        cast(sum(revenue) over months_of_key as decimal(18, 2)) as revenue_to_date,
        cast(sum(freight_value) over months_of_key as decimal(18, 2)) as freight_value_to_date
    from months
    window months_of_key as (partition by seller_key order by first_date)

)

select * from final
order by
    next_date,
    first_date,
    seller_key nulls last
