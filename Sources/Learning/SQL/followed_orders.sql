-- One row per order that was bought from $1 on and before $2: what is needed to follow its delivery.
-- A delivery at or after $2 is not looked at.

with orders as (

    select * from fact_orders

),

final as (

    select
        order_key,
        order_id,
        purchased_at,
        case
            when delivery_seconds > 0 and delivered_at < cast($2 as timestamp)
                then delivered_at
        end as delivered_at
    from orders
    where item_count > 0
        and purchased_at >= cast($1 as timestamp)
        and purchased_at < cast($2 as timestamp)

)

select * from final
order by order_key
