-- One row per month of purchase and place, by zip-code prefix, that customers ordered from. People with one order ever add up;
-- those with several do not, so they are counted from mart_returning_orders.
-- foreign_keys: customer_place_key dim_places, customer_geolocation_key dim_geolocation
-- indexes: purchase_month

with orders as (

    select * from fact_orders

),

final as (

    select
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        customer_place_key,
        customer_geolocation_key,
        count(*) as order_count,
        count(*) filter (where orders_of_person = 1) as one_order_customer_count
    from orders
    group by
        1,
        customer_place_key,
        customer_geolocation_key

)

select * from final
order by
    purchase_month,
    customer_place_key nulls last,
    customer_geolocation_key nulls last
