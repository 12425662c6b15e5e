-- One row per cohort and month with an order: people whose first order ever is among the selected ones, by its month, and
-- how many of them have a selected order in that month. A person with one order ever is seen in one month only, so only the
-- few with several are looked up among the orders.

with days as (

    select
        purchase_date,
        count(*) as cohort_size,
        count(*) filter (where orders_of_person = 1) as one_order_customer_count
    from selected_orders
    where is_first_order
    group by purchase_date

),

sizes as (

    select
        cast(date_trunc('month', purchase_date) as date) as cohort_month,
        cast(sum(cohort_size) as bigint) as cohort_size,
        cast(sum(one_order_customer_count) as bigint) as one_order_customer_count
    from days
    group by 1

),

returning_orders as materialized (

    select
        person_key,
        is_first_order,
        cast(date_trunc('month', purchase_date) as date) as order_month
    from selected_orders
    where orders_of_person > 1

),

returned as (

    select distinct
        person_key,
        order_month
    from returning_orders

),

activities as (

    select
        cohort_month,
        cohort_month as activity_month,
        one_order_customer_count as customer_count
    from sizes
    where one_order_customer_count > 0

    union all

    select
        firsts.order_month as cohort_month,
        returned.order_month as activity_month,
        count(*) as customer_count
    from returning_orders as firsts
    inner join returned
        on firsts.person_key = returned.person_key
    where firsts.is_first_order
    group by
        firsts.order_month,
        returned.order_month

)

select
    activities.cohort_month,
    activities.activity_month,
    sizes.cohort_size,
    cast(sum(activities.customer_count) as bigint) as customer_count
from activities
inner join sizes
    on activities.cohort_month = sizes.cohort_month
group by
    activities.cohort_month,
    activities.activity_month,
    sizes.cohort_size
order by
    activities.cohort_month,
    activities.activity_month
