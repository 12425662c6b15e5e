-- One row per person with several orders ever, of which one at least is selected: how many are, and what was paid for these.

select
    count(*) as order_count,
    cast(sum(payments_value_cents) as bigint) as payments_value_cents
from selected_returning_orders
group by person_key
