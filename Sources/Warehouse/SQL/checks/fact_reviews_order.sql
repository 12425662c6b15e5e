-- rule: Every review belongs to a known order and carries that order's customer, person, place, state, day, status, payment methods, review scores and categories.
-- rule_pt: Toda avaliação é de um pedido conhecido e leva o cliente, a pessoa, o lugar, o estado, o dia, a situação, os meios de pagamento, as notas e as categorias dele.
-- severity: error
-- table: fact_reviews
-- slices: order_key of fact_reviews, fact_orders
-- Customer and day of the order are checked against their dimensions with fact_orders, so they hold here too.

select
    reviews.order_id,
    reviews.review_id,
    reviews.order_key
from fact_reviews as reviews
left join fact_orders as orders
    on reviews.order_key = orders.order_key
where orders.order_key is null
    or orders.order_id <> reviews.order_id
    or coalesce(orders.customer_key, 0) <> coalesce(reviews.customer_key, 0)
    or coalesce(orders.person_key, 0) <> coalesce(reviews.person_key, 0)
    or coalesce(orders.customer_place_key, 0) <> coalesce(reviews.customer_place_key, 0)
    or coalesce(orders.customer_place_state, '') <> coalesce(reviews.customer_place_state, '')
    or coalesce(orders.order_status, '') <> coalesce(reviews.order_status, '')
    or orders.date_key <> reviews.date_key
    or orders.purchase_date <> reviews.purchase_date
    or orders.payment_types <> reviews.payment_types
    or orders.review_scores <> reviews.review_scores
    or coalesce(orders.category_set_key, -1) <> coalesce(reviews.category_set_key, -1)
order by
    reviews.order_key,
    reviews.review_id
