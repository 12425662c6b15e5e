-- One row per selected order that says when it was delivered: how long it took.

select
    delivery_days,
    delivery_seconds
from selected_orders
where delivery_seconds is not null
