-- One row per cohort and month with an order: people whose first order ever is among the selected ones, by its month, and
-- how many of them have a selected order in that month.

with firsts as (

    select
        person_key,
        cast(date_trunc('month', purchase_date) as date) as cohort_month
    from selected_orders
    where is_first_order

),

active as (

    select distinct
        person_key,
        cast(date_trunc('month', purchase_date) as date) as activity_month
    from selected_orders
    where person_key is not null

),

sizes as (

    select
        cohort_month,
        count(*) as cohort_size
    from firsts
    group by cohort_month

)

select
    firsts.cohort_month,
    active.activity_month,
    sizes.cohort_size,
    count(*) as customer_count
from firsts
inner join active
    on firsts.person_key = active.person_key
inner join sizes
    on firsts.cohort_month = sizes.cohort_month
group by
    firsts.cohort_month,
    active.activity_month,
    sizes.cohort_size
order by
    firsts.cohort_month,
    active.activity_month
