-- rule: Every payment belongs to a known order and carries that order's customer, person, place, state, day, status, payment methods, review scores and categories.
-- rule_pt: Todo pagamento é de um pedido conhecido e leva o cliente, a pessoa, o lugar, o estado, o dia, a situação, os meios de pagamento, as notas e as categorias dele.
-- severity: error
-- table: fact_payments
-- slices: order_key of fact_payments, fact_orders
-- Customer and day of the order are checked against their dimensions with fact_orders, so they hold here too.

select
    payments.order_id,
    payments.payment_sequential,
    payments.order_key
from fact_payments as payments
left join fact_orders as orders
    on payments.order_key = orders.order_key
where orders.order_key is null
    or orders.order_id <> payments.order_id
    or coalesce(orders.customer_key, 0) <> coalesce(payments.customer_key, 0)
    or coalesce(orders.person_key, 0) <> coalesce(payments.person_key, 0)
    or coalesce(orders.customer_place_key, 0) <> coalesce(payments.customer_place_key, 0)
    or coalesce(orders.customer_place_state, '') <> coalesce(payments.customer_place_state, '')
    or coalesce(orders.order_status, '') <> coalesce(payments.order_status, '')
    or orders.date_key <> payments.date_key
    or orders.purchase_date <> payments.purchase_date
    or orders.payment_types <> payments.payment_types
    or orders.review_scores <> payments.review_scores
    or coalesce(orders.category_set_key, -1) <> coalesce(payments.category_set_key, -1)
order by
    payments.order_key,
    payments.payment_sequential
