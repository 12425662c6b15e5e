-- As without a mart. No order of a person whose first is in the range lies before it, so the first one that a person has in a
-- month is that whose order before is not in the month.

select
    first_purchase_month as cohort_month,
    purchase_month as activity_month,
    count(*) as customer_count
from selected_mart_returning_orders
where
    first_purchase_date >= first_day
    and previous_purchase_date < purchase_month
group by
    first_purchase_month,
    purchase_month
