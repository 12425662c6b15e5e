-- One row per tier of what people paid for the selected orders in all: 0 is R$ 5000 and more, 1 from R$ 2000, 2 from
-- R$ 500, 3 below. A person with one order ever paid what that order says; only the few with several are put together.
-- Whole cents are added up: PostgreSQL takes four fifths of the time that its decimals take.

with people as (

    select
        tier,
        customer_count,
        customer_count as order_count,
        payments_value_cents
    from one_order_tiers

    union all

    select
        case
            when payments_value_cents >= 500000 then 0
            when payments_value_cents >= 200000 then 1
            when payments_value_cents >= 50000 then 2
            else 3
        end as tier,
        count(*) as customer_count,
        sum(order_count) as order_count,
        sum(payments_value_cents) as payments_value_cents
    from returned_people
    group by 1

)

select
    tier,
    cast(sum(customer_count) as bigint) as customer_count,
    cast(sum(order_count) as bigint) as order_count,
    cast(sum(payments_value_cents) as bigint) as payments_value_cents
from people
group by tier
order by tier
