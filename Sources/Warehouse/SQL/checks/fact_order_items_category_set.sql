-- rule: The set of categories of an order has those of its lines, and no others; an order without lines has none.
-- rule_pt: O conjunto de categorias de um pedido tem as de suas linhas, e nenhuma outra; um pedido sem linhas não tem conjunto.
-- severity: error
-- table: fact_order_items
-- An order line alone tells whether the set of one category is right; of sets of several, members are compared.

with mixed_lines as (

    select distinct
        order_key,
        category_set_key,
        coalesce(category_key, 0) as category_key
    from fact_order_items
    where category_set_key > (
        select coalesce(max(category_key), 0)
        from dim_product_category_translation
    )

),

mixed_orders as (

    select distinct
        order_key,
        category_set_key
    from mixed_lines

),

members as (

    select
        mixed_orders.order_key,
        coalesce(sets.category_key, 0) as category_key
    from mixed_orders
    inner join dim_category_sets as sets
        on mixed_orders.category_set_key = sets.category_set_key

),

differences as (

    select order_key
    from fact_order_items
    where category_set_key is null
        or category_set_key <= (
            select coalesce(max(category_key), 0)
            from dim_product_category_translation
        )
        and category_set_key <> coalesce(category_key, 0)

    union all

    select order_key
    from fact_orders
    where item_count = 0
        and category_set_key is not null

    union all

    select order_key
    from (
        select
            order_key,
            category_key,
            1 as difference
        from mixed_lines

        union all

        select
            order_key,
            category_key,
            -1 as difference
        from members
    ) as compared
    group by
        order_key,
        category_key
    having sum(difference) <> 0

)

select distinct order_key
from differences
order by order_key
