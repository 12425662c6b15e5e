-- As without a mart. The last order that a person has in the range says what there was up to it: all of it is in the range, unless
-- the person's first order lies before. Only people who were there before are put together.

select
    order_number as order_count,
    payments_value_cents_to_date as payments_value_cents
from selected_mart_returning_orders
where
    first_purchase_date >= first_day
    and next_purchase_date > last_day

union all

select
    count(*) as order_count,
    cast(sum(payments_value) * 100 as bigint) as payments_value_cents
from selected_mart_returning_orders
where first_purchase_date < first_day
group by person_key
