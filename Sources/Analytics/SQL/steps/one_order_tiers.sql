-- One row per tier of what people with one order ever, a selected one, paid for it: how many there are, and what they paid.

select
    case
        when payments_value_cents >= 500000 then 0
        when payments_value_cents >= 200000 then 1
        when payments_value_cents >= 50000 then 2
        else 3
    end as tier,
    count(*) as customer_count,
    sum(payments_value_cents) as payments_value_cents
from selected_orders
where orders_of_person = 1
group by 1
