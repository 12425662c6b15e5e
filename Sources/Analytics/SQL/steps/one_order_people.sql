-- One row: how many people have one order ever, and that is a selected one.

select count(*) as customer_count
from selected_orders
where orders_of_person = 1
