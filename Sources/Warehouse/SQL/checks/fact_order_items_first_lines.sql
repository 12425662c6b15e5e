-- rule: Of the lines that an order has, and has of a product, category, seller or seller's state, exactly one is marked as first.
-- rule_pt: Das linhas de um pedido, e das de um mesmo produto, categoria, vendedor ou estado de vendedor nele, exatamente uma é marcada como primeira.
-- severity: error
-- table: fact_order_items
-- slices: order_key of fact_order_items, fact_orders

with lines as (

    select
        lines.order_key,
        lines.product_key,
        lines.category_key,
        lines.seller_key,
        sellers.seller_state,
        lines.is_first_of_order,
        lines.is_first_of_product,
        lines.is_first_of_category,
        lines.is_first_of_seller,
        lines.is_first_of_seller_state
    from fact_order_items as lines
    left join dim_sellers as sellers
        on lines.seller_key = sellers.seller_key
    where lines.lines_of_order > 1
        or not (
            lines.is_first_of_order
            and lines.is_first_of_product
            and lines.is_first_of_category
            and lines.is_first_of_seller
            and lines.is_first_of_seller_state
        )

),

violations as (

    select order_key, 'order' as first_of
    from lines
    group by order_key
    having count(*) filter (where is_first_of_order) <> 1

    union all

    select order_key, 'product' as first_of
    from lines
    group by order_key, product_key
    having count(*) filter (where is_first_of_product) <> 1

    union all

    select order_key, 'category' as first_of
    from lines
    group by order_key, category_key
    having count(*) filter (where is_first_of_category) <> 1

    union all

    select order_key, 'seller' as first_of
    from lines
    group by order_key, seller_key
    having count(*) filter (where is_first_of_seller) <> 1

    union all

    select order_key, 'seller_state' as first_of
    from lines
    group by order_key, seller_state
    having count(*) filter (where is_first_of_seller_state) <> 1

)

select
    orders.order_id,
    violations.first_of
from violations
inner join fact_orders as orders
    on violations.order_key = orders.order_key
order by
    orders.order_key,
    violations.first_of
