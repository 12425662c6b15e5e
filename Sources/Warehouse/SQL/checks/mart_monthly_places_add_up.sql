-- rule: What the rows of a month add is that month's sales, and the last of a zip-code prefix has all of the zip-code prefix's, to the cent.
-- severity: error
-- table: mart_monthly_places
-- The mart is subtracted from the days, by what its rows add to those that they follow, and its last rows from the facts: what is
-- left is off.

with parts as (

    select
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        cast(null as integer) as customer_geolocation_key,
        order_count,
        one_order_customer_count
    from mart_daily_sales

    union all

    select
        cast(date_trunc('month', first_date) as date) as purchase_month,
        cast(null as integer) as customer_geolocation_key,
        -order_count as order_count,
        -one_order_customer_count as one_order_customer_count
    from mart_monthly_places

    union all

    select
        cast(date_trunc('month', next_date) as date) as purchase_month,
        cast(null as integer) as customer_geolocation_key,
        order_count,
        one_order_customer_count
    from mart_monthly_places
    where next_date is not null

    union all

    select
        cast(null as date) as purchase_month,
        coalesce(customer_geolocation_key, 0) as customer_geolocation_key,
        count(*) as order_count,
        count(*) filter (where orders_of_person = 1) as one_order_customer_count
    from fact_orders
    group by 2

    union all

    select
        cast(null as date) as purchase_month,
        coalesce(customer_geolocation_key, 0) as customer_geolocation_key,
        -order_count as order_count,
        -one_order_customer_count as one_order_customer_count
    from mart_monthly_places
    where next_date is null

)

select
    purchase_month,
    customer_geolocation_key,
    sum(order_count) as order_count_off,
    sum(one_order_customer_count) as one_order_customer_count_off
from parts
-- Only large shops have it.
where exists (select 1 from mart_monthly_places)
group by
    purchase_month,
    customer_geolocation_key
having sum(order_count) <> 0
    or sum(one_order_customer_count) <> 0
order by
    purchase_month nulls last,
    customer_geolocation_key nulls first
