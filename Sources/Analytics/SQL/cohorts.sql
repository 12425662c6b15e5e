-- One row per cohort and month with an order: people whose first order ever is among the selected ones, by its month, and
-- how many of them have a selected order in that month. A person with one order ever is seen in one month only, so only the
-- few with several are looked at one by one.

with sizes as (

    select
        cast(date_trunc('month', purchase_date) as date) as cohort_month,
        cast(sum(new_customer_count) as bigint) as cohort_size,
        cast(sum(one_order_customer_count) as bigint) as one_order_customer_count
    from first_orders
    group by 1

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
        cohort_month,
        activity_month,
        customer_count
    from returning_months

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
