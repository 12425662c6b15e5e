-- As without a mart.

select
    tier,
    sum(customer_count) as customer_count,
    sum(payments_value_cents) as payments_value_cents
from selected_mart_daily_tiers
group by tier
