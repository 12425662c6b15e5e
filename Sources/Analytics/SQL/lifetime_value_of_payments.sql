-- As lifetime_value, where payments are selected by what they are themselves: of an order with several, only these count.

with people as (

    select
        count(distinct order_key) as order_count,
        cast(sum(payment_value_cents) as bigint) as payments_value_cents
    from selected_payments
    where person_key is not null
    group by person_key

)

select
    case
        when payments_value_cents >= 500000 then 0
        when payments_value_cents >= 200000 then 1
        when payments_value_cents >= 50000 then 2
        else 3
    end as tier,
    count(*) as customer_count,
    cast(sum(order_count) as bigint) as order_count,
    cast(sum(payments_value_cents) as bigint) as payments_value_cents
from people
group by 1
order by tier
