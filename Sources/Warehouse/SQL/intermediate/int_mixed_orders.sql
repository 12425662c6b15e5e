-- One row per order with lines of several categories, or of some and none, and category of its lines: with the number of the set
-- of its categories. Sets are numbered in the order of their members' list as text, after the categories.

with lines as (

    select * from int_first_lines

),

totals as (

    select * from int_order_totals

),

categories as (

    select max(category_key) as last_category_key
    from dim_product_category_translation

),

members as (

    select distinct
        lines.order_key,
        lines.category_key
    from lines
    inner join totals
        on lines.order_key = totals.order_key
    where totals.categorized_item_count > 0
        and (
            totals.categorized_item_count < totals.item_count
            or totals.first_category_key < totals.last_category_key
        )

),

orders as (

    select
        order_key,
        string_agg(coalesce(cast(category_key as varchar), ''), ',' order by category_key nulls last) as member_list
    from members
    group by order_key

),

sets as (

    select
        member_list,
        row_number() over (order by member_list) as set_number
    from orders
    group by member_list

),

final as (

    select
        members.order_key,
        members.category_key,
        cast(coalesce(categories.last_category_key, 0) + sets.set_number as integer) as category_set_key
    from members
    inner join orders
        on members.order_key = orders.order_key
    inner join sets
        on orders.member_list = sets.member_list
    cross join categories

)

select * from final
