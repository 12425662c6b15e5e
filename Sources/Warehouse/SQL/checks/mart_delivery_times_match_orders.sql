-- rule: The times of delivery of a day are those of that day's orders, to the second.
-- rule_pt: Os tempos de entrega de um dia são os dos pedidos desse dia, até o segundo.
-- severity: error
-- table: mart_delivery_times
-- The mart is subtracted from the orders: what is left is off.

with times as (

    select
        purchase_date,
        delivery_days,
        delivery_seconds
    from fact_orders
    where delivery_seconds is not null

    union all

    select
        purchase_date,
        -delivery_days as delivery_days,
        -delivery_seconds as delivery_seconds
    from mart_delivery_times

)

select
    purchase_date,
    sum(delivery_seconds) as delivery_seconds_off
from times
-- Small shops do not have it.
where exists (select 1 from mart_delivery_times)
group by purchase_date
having sum(delivery_seconds) <> 0
    or sum(delivery_days) <> 0
    or count(*) filter (where delivery_seconds >= 0) <> count(*) filter (where delivery_seconds <= 0)
    or sum(case when delivery_seconds < 0 then -1 else 1 end * cast(delivery_seconds as decimal(18, 0)) * delivery_seconds) <> 0
order by purchase_date
