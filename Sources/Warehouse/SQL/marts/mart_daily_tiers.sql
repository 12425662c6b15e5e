-- One row per day and tier of what people with one order ever paid for it: 0 is R$ 5000 and more, 1 from R$ 2000, 2 from R$ 500,
-- 3 below. People with several orders are in a tier by what they paid in all, which is counted from the facts.
-- indexes: purchase_date

with orders as (

    select * from fact_orders

),

final as (

    select
        purchase_date,
        case
            when payments_value >= 5000 then 0
            when payments_value >= 2000 then 1
            when payments_value >= 500 then 2
            else 3
        end as tier,
        count(*) as customer_count,
        cast(sum(payments_value) * 100 as bigint) as payments_value_cents
    from orders
    where orders_of_person = 1
    group by
        purchase_date,
        2

)

select * from final
order by
    purchase_date,
    tier
