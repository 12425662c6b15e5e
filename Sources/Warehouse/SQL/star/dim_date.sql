-- One row per day without gaps, from the first purchase to the last day an order was bought, delivered or promised.
-- The calendar knows the years 2000 to 2100: a time outside them is a slip of the pen, and one of them would
-- otherwise stretch every timeline by centuries. An order bought outside is rejected (see orphan_rows).
-- primary_key: date_key
-- indexes: calendar_date

with orders as (

    select * from stg_orders

),

order_days as (

    select
        cast(date_trunc('day', purchased_at) as date) as purchase_date,
        cast(date_trunc('day', delivered_at) as date) as delivery_date,
        estimated_delivery_date
    from orders
    where purchased_at >= timestamp '2000-01-01 00:00:00'
        and purchased_at < timestamp '2101-01-01 00:00:00'

),

span as (

    select
        min(purchase_date) as first_date,
        greatest(
            max(purchase_date),
            coalesce(max(delivery_date) filter (where delivery_date <= date '2100-12-31'), max(purchase_date)),
            coalesce(
                max(estimated_delivery_date) filter (where estimated_delivery_date <= date '2100-12-31'),
                max(purchase_date)
            )
        ) as last_date
    from order_days

),

digits as (

    select digit
    from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as one (digit)

),

-- 0 to 39,999, enough for the 36,890 days of the calendar.
numbers as (

    select
        ten_thousands.digit * 10000
        + thousands.digit * 1000
        + hundreds.digit * 100
        + tens.digit * 10
        + ones.digit as number
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
    cross join digits as ten_thousands
    where ten_thousands.digit < 4

),

days as (

    select
        numbers.number + 1 as date_key,
        cast(span.first_date + numbers.number as date) as calendar_date,
        cast(cast(span.first_date + numbers.number as date) as timestamp) as midnight
    from span
    cross join numbers
    where span.first_date + numbers.number <= span.last_date

),

parts as (

    select
        cast(date_key as integer) as date_key,
        calendar_date,
        cast(extract(year from calendar_date) as integer) as year,
        cast(extract(quarter from calendar_date) as integer) as quarter,
        cast(extract(month from calendar_date) as integer) as month,
        cast(extract(week from calendar_date) as integer) as iso_week,
        cast(extract(day from calendar_date) as integer) as day_of_month,
        cast(extract(day from (midnight - date_trunc('week', midnight))) as integer) as weekday,
        cast(date_trunc('week', midnight) as date) as week_start_date,
        cast(date_trunc('month', midnight) as date) as month_start_date,
        cast(date_trunc('quarter', midnight) as date) as quarter_start_date,
        cast(date_trunc('year', midnight) as date) as year_start_date
    from days

),

final as (

    select
        date_key,
        calendar_date,
        year,
        quarter,
        month,
        iso_week,
        day_of_month,
        -- Monday is 0, Sunday is 6.
        weekday,
        weekday >= 5 as is_weekend,
        week_start_date,
        month_start_date,
        quarter_start_date,
        year_start_date
    from parts

)

select * from final
order by date_key
