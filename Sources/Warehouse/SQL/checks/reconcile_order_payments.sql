-- rule: Every landed payment is a fact or a reject, and their values add up to the cent.
-- rule_pt: Todo pagamento recebido é um fato ou uma rejeição, e seus valores somam o mesmo, até o centavo.
-- severity: error
-- table: fact_payments

with landed as (

    select
        count(*) as row_count,
        coalesce(sum(payment_value), 0) as payment_value
    from landing_order_payments

),

loaded as (

    select
        count(*) as row_count,
        coalesce(sum(payment_value), 0) as payment_value
    from fact_payments

),

rejected as (

    select
        count(*) as row_count,
        coalesce(sum(payment_value), 0) as payment_value
    from stg_order_payments
    where coalesce(order_id, '') in (
        select coalesce(value, '')
        from orphan_rows
        where table_name = 'order_payments'
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
        'payment_value' as measure,
        cast(landed.payment_value as decimal(18, 2)) as landed,
        cast(loaded.payment_value as decimal(18, 2)) as loaded,
        cast(rejected.payment_value as decimal(18, 2)) as rejected
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
