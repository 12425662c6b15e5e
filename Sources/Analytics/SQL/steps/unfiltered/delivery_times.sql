-- As without a mart.

select
    delivery_days,
    delivery_seconds
from selected_mart_delivery_times
