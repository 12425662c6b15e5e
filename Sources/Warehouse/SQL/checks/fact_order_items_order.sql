-- rule: Every order line belongs to a known order and carries that order's customer, person, place, state, day, status, payment methods, review scores and categories.
-- rule_pt: Toda linha é de um pedido conhecido e leva o cliente, a pessoa, o lugar, o estado, o dia, a situação, os meios de pagamento, as notas e as categorias dele.
-- severity: error
-- table: fact_order_items
-- slices: order_key of fact_order_items, fact_orders
-- Customer and day of the order are checked against their dimensions with fact_orders, so they hold here too.

select
    lines.order_id,
    lines.order_item_id,
    lines.order_key
from fact_order_items as lines
left join fact_orders as orders
    on lines.order_key = orders.order_key
where orders.order_key is null
    or orders.order_id <> lines.order_id
    or coalesce(orders.customer_key, 0) <> coalesce(lines.customer_key, 0)
    or coalesce(orders.person_key, 0) <> coalesce(lines.person_key, 0)
    or coalesce(orders.customer_place_key, 0) <> coalesce(lines.customer_place_key, 0)
    or coalesce(orders.customer_place_state, '') <> coalesce(lines.customer_place_state, '')
    or coalesce(orders.order_status, '') <> coalesce(lines.order_status, '')
    or orders.item_count <> lines.lines_of_order
    or orders.date_key <> lines.date_key
    or orders.purchase_date <> lines.purchase_date
    or orders.payment_types <> lines.payment_types
    or orders.review_scores <> lines.review_scores
    or coalesce(orders.category_set_key, -1) <> coalesce(lines.category_set_key, -1)
order by
    lines.order_key,
    lines.order_item_id
