-- One row per month of a first order and month with an order, of people with several orders ever whose first is a selected one:
-- how many of them have a selected order in that month.

with returning_orders as materialized (

    select
        person_key,
        is_first_order,
        cast(date_trunc('month', purchase_date) as date) as order_month
    from selected_returning_orders

),

months as (

    select distinct
        person_key,
        order_month
    from returning_orders

)

select
    firsts.order_month as cohort_month,
    months.order_month as activity_month,
    count(*) as customer_count
from returning_orders as firsts
inner join months
    on firsts.person_key = months.person_key
where firsts.is_first_order
group by
    firsts.order_month,
    months.order_month
