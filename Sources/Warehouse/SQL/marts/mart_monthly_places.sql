-- One row per place, by zip-code prefix, that customers ordered from, and month of purchase, by its first day, with an order from
-- there: the orders from there in that month and to its end. The totals to date hold until the next month with an order (see
-- mart_monthly_products).
-- People with one order ever add up; those with several do not, so they are counted from mart_returning_orders.
-- The month of the as-of day is two: to that day, where most ranges end, and after it.
-- foreign_keys: customer_place_key dim_places, customer_geolocation_key dim_geolocation
-- for: large shops
-- indexes: first_date; next_date

with orders as (

    select * from fact_orders

),

as_of as (

    select as_of_date
    from mart_as_of

),

months as (

    select
        case
            when orders.purchase_date > as_of.as_of_date
                then greatest(cast(date_trunc('month', orders.purchase_date) as date), as_of.as_of_date + 1)
            else cast(date_trunc('month', orders.purchase_date) as date)
        end as first_date,
        customer_place_key,
        customer_place_state,
        customer_geolocation_key,
        count(*) as order_count,
        count(*) filter (where orders_of_person = 1) as one_order_customer_count
    from orders
    cross join as_of
    group by
        1,
        customer_place_key,
        customer_place_state,
        customer_geolocation_key

),

final as (

    select
        first_date,
        coalesce(lead(first_date) over months_of_key, date '9999-12-31') as next_date,
        customer_place_key,
        customer_place_state,
        customer_geolocation_key,
        order_count,
        one_order_customer_count,
        cast(sum(order_count) over months_of_key as bigint) as order_count_to_date,
        cast(sum(one_order_customer_count) over months_of_key as bigint) as one_order_customer_count_to_date
    from months
    window months_of_key as (partition by customer_place_key, customer_geolocation_key order by first_date)

)

select * from final
order by
    next_date,
    first_date,
    customer_place_key nulls last,
    customer_geolocation_key nulls last
