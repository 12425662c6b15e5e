-- rule: Every landed order line is a fact or a reject, and their prices and freight add up to the cent.
-- rule_pt: Toda linha de pedido recebida é um fato ou uma rejeição, e seus preços e fretes somam o mesmo, até o centavo.
-- severity: error
-- table: fact_order_items

with landed as (

    select
        count(*) as row_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight_value), 0) as freight_value
    from landing_order_items

),

loaded as (

    select
        count(*) as row_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight_value), 0) as freight_value
    from fact_order_items

),

rejected as (

    select
        count(*) as row_count,
        coalesce(sum(price), 0) as price,
        coalesce(sum(freight_value), 0) as freight_value
    from stg_order_items
    where coalesce(order_id, '') in (
        select coalesce(value, '')
        from orphan_rows
        where table_name = 'order_items'
    )

),

measures as (

    select
        'row_count' as measure,
        cast(landed.row_count as decimal(18, 2)) as landed,
        cast(loaded.row_count as decimal(18, 2)) as loaded,
        cast(rejected.row_count as decimal(18, 2)) as rejected
    from landed
    cross join loaded
    cross join rejected

    union all

    select
        'price' as measure,
        cast(landed.price as decimal(18, 2)) as landed,
        cast(loaded.price as decimal(18, 2)) as loaded,
        cast(rejected.price as decimal(18, 2)) as rejected
    from landed
    cross join loaded
    cross join rejected

    union all

    select
        'freight_value' as measure,
        cast(landed.freight_value as decimal(18, 2)) as landed,
        cast(loaded.freight_value as decimal(18, 2)) as loaded,
        cast(rejected.freight_value as decimal(18, 2)) as rejected
    from landed
    cross join loaded
    cross join rejected

)

select
    measure,
    landed,
    loaded,
    rejected
from measures
where landed <> loaded + rejected
order by measure
