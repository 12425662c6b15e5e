-- One row per tier of what people paid for the selected orders in all: 0 is R$ 5000 and more, 1 from R$ 2000, 2 from
-- R$ 500, 3 below.

with people as (

    select
        person_key,
        count(*) as order_count,
        sum(payments_value) as payments_value
    from selected_orders
    where person_key is not null
    group by person_key

)

select
    case
        when payments_value >= 5000 then 0
        when payments_value >= 2000 then 1
        when payments_value >= 500 then 2
        else 3
    end as tier,
    count(*) as customer_count,
    cast(sum(order_count) as bigint) as order_count,
    cast(sum(payments_value) as decimal(38, 2)) as payments_value
from people
group by 1
order by 1
