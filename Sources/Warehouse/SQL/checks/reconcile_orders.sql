-- rule: Every landed order is a fact or a reject.
-- rule_pt: Todo pedido recebido é um fato ou uma rejeição.
-- severity: error
-- table: fact_orders

with landed as (

    select count(*) as orders
    from landing_orders

),

loaded as (

    select count(*) as orders
    from fact_orders

),

rejected as (

    select count(*) as orders
    from orphan_rows
    where table_name = 'orders'

)

select
    landed.orders as landed,
    loaded.orders as loaded,
    rejected.orders as rejected
from landed
cross join loaded
cross join rejected
where landed.orders <> loaded.orders + rejected.orders
