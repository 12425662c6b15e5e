-- As without a mart. No order of a person whose first is in the range lies before it, so the first one that a person has in a
-- month is that whose order before is not in the month.

select
    cast(date_trunc('month', first_purchase_date) as date) as cohort_month,
    cast(date_trunc('month', purchase_date) as date) as activity_month,
    count(*) as customer_count
from selected_mart_returning_orders
where
    first_purchase_date >= first_day
    and (previous_purchase_date >= cast(date_trunc('month', purchase_date) as date)) is not true
group by
    1,
    2
