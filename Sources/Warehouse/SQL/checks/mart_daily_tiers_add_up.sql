-- rule: The people with one order ever of a day, and what they paid, add up to those of that day's orders.
-- rule_pt: As pessoas com um único pedido, por dia, e o que pagaram somam o mesmo que os pedidos desse dia.
-- severity: error
-- table: mart_daily_tiers
-- The mart is subtracted from the facts: what is left is off.

with days as (

    select
        purchase_date,
        count(*) as customer_count,
        sum(payments_value) * 100 as payments_value_cents
    from fact_orders
    where orders_of_person = 1
    group by purchase_date

    union all

    select
        purchase_date,
        -customer_count as customer_count,
        -payments_value_cents as payments_value_cents
    from mart_daily_tiers

)

select
    purchase_date,
    sum(customer_count) as customer_count_off,
    sum(payments_value_cents) as payments_value_cents_off
from days
group by purchase_date
having sum(customer_count) <> 0
    or sum(payments_value_cents) <> 0
order by purchase_date
