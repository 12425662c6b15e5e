-- One row per day: the deliveries of the 14 days before it, as a sum of logarithms and a count.
-- Deliveries at or after $1 are not looked at.

with orders as (

    select * from fact_orders

),

dates as (

    select * from dim_date

),

deliveries as (

    select
        cast(date_trunc('day', delivered_at) as date) as delivery_date,
        sum(
            cast(
                round(ln(cast(greatest(delivery_seconds, 3600) as double precision) / 86400.0) * 1000000) as bigint
            )
        ) as log_sum,
        count(*) as delivery_count
    from orders
    where delivery_seconds > 0
        and delivered_at < cast($1 as timestamp)
    group by cast(date_trunc('day', delivered_at) as date)

),

days as (

    select
        dates.calendar_date,
        coalesce(deliveries.log_sum, 0) as log_sum,
        coalesce(deliveries.delivery_count, 0) as delivery_count
    from dates
    left join deliveries
        on dates.calendar_date = deliveries.delivery_date

),

final as (

    select
        cast(coalesce(sum(log_sum) over fortnight_before, 0) as bigint) as log_sum,
        cast(coalesce(sum(delivery_count) over fortnight_before, 0) as bigint) as delivery_count,
        calendar_date
    from days
    window fortnight_before as (
        order by calendar_date
        rows between 14 preceding and 1 preceding
    )

)

select * from final
order by calendar_date
