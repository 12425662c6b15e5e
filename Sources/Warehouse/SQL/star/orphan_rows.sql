-- One row per landed row that has no place in the star, with where it came from and why: the loader adds them to the
-- rejects. Rebuilt by every load, so that a line whose order arrives later is a fact then.
-- materialized: temporary

with orders as (

    select * from stg_orders

),

order_items as (

    select * from stg_order_items

),

payments as (

    select * from stg_order_payments

),

reviews as (

    select * from stg_order_reviews

),

geolocation as (

    select * from stg_geolocation

),

dates as (

    select * from dim_date

),

-- Every row whose order is known is a row of its fact. Mostly all of them are, and then none has to be looked for.
-- Counted by themselves, since DuckDB copies an expression that is read twice.
missing as (

    select
        abs((select count(*) from stg_order_items) - (select count(*) from fact_order_items))
        + abs((select count(*) from stg_order_payments) - (select count(*) from fact_payments))
        + abs((select count(*) from stg_order_reviews) - (select count(*) from fact_reviews)) as row_count

),

known_orders as (

    select fact_orders.order_id
    from fact_orders
    cross join missing
    where missing.row_count > 0

),

orphan_orders as (

    select
        'orders' as table_name,
        orders.source_file,
        orders.source_line,
        'order_purchase_timestamp' as column_name,
        cast(orders.purchased_at as varchar) as value,
        case
            when orders.purchased_at is null
                then 'order_purchase_timestamp is empty, so the order has no day to count on'
            else 'order_purchase_timestamp is outside the years 2000 to 2100'
        end as reason
    from orders
    left join dates
        on cast(date_trunc('day', orders.purchased_at) as date) = dates.calendar_date
    where dates.date_key is null

),

rows_of_orders as (

    select
        'order_items' as table_name,
        source_file,
        source_line,
        order_id
    from order_items

    union all

    select
        'order_payments' as table_name,
        source_file,
        source_line,
        order_id
    from payments

    union all

    select
        'order_reviews' as table_name,
        source_file,
        source_line,
        order_id
    from reviews

),

orphan_lines as (

    select
        rows_of_orders.table_name,
        rows_of_orders.source_file,
        rows_of_orders.source_line,
        rows_of_orders.order_id
    from rows_of_orders
    cross join missing
    where missing.row_count > 0
        and not exists (
            select 1
            from known_orders
            where known_orders.order_id = rows_of_orders.order_id
        )

),

final as (

    select
        table_name,
        source_file as file,
        source_line as line,
        column_name,
        value,
        reason
    from orphan_orders

    union all

    select
        table_name,
        source_file as file,
        source_line as line,
        'order_id' as column_name,
        order_id as value,
        'order_id ' || coalesce(order_id, '(empty)') || ' is not among the orders' as reason
    from orphan_lines

    union all

    select
        'geolocation' as table_name,
        source_file as file,
        source_line as line,
        'geolocation_zip_code_prefix' as column_name,
        zip_code_prefix as value,
        'a point without a zip prefix is a point of nowhere' as reason
    from geolocation
    where zip_code_prefix is null

)

select * from final
order by
    table_name,
    file,
    line
