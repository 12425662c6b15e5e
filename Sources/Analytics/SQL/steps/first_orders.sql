-- One row per day with a selected order that is its person's first ever: how many there are, and how many of these people never
-- came back.

select
    purchase_date,
    count(*) as new_customer_count,
    count(*) filter (where orders_of_person = 1) as one_order_customer_count
from selected_orders
where is_first_order
group by purchase_date
