-- One row per person with several orders ever, of whom one is a selected one: how many are, and what was paid for them.

select
    count(*) as order_count,
    cast(sum(payments_value_cents) as bigint) as payments_value_cents
from selected_returning_orders
group by person_key
