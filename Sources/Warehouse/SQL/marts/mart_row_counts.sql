-- How many rows the orders, the order lines, and each mart that small shops do not have, hold: questions read the smaller, and no
-- empty one.
-- primary_key: table_name

with counts as (

    select
        'fact_orders' as table_name,
        count(*) as row_count
    from fact_orders

    union all

    select
        'fact_order_items' as table_name,
        count(*) as row_count
    from fact_order_items

    union all

    select
        'mart_delivery_times' as table_name,
        count(*) as row_count
    from mart_delivery_times

    union all

    select
        'mart_monthly_places' as table_name,
        count(*) as row_count
    from mart_monthly_places

    union all

    select
        'mart_monthly_products' as table_name,
        count(*) as row_count
    from mart_monthly_products

    union all

    select
        'mart_monthly_sellers' as table_name,
        count(*) as row_count
    from mart_monthly_sellers

)

select * from counts
order by table_name
