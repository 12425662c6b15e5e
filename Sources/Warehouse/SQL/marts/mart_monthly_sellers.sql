-- One row per month of purchase and seller with a sale: the sums of the order lines, and how many of them are marked as their
-- order's first of the seller, or of the seller's state.
-- foreign_keys: seller_key dim_sellers, seller_place_key dim_places
-- indexes: purchase_month

with order_items as (

    select * from fact_order_items

),

final as (

    select
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        seller_key,
        seller_place_key,
        count(*) as item_count,
        count(*) filter (where is_first_of_seller) as first_of_seller_count,
        count(*) filter (where is_first_of_seller_state) as first_of_seller_state_count,
        cast(sum(price) as decimal(18, 2)) as revenue,
        cast(sum(freight_value) as decimal(18, 2)) as freight_value
    from order_items
    group by
        1,
        seller_key,
        seller_place_key

)

select * from final
order by
    purchase_month,
    seller_key nulls last
