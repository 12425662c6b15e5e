-- One row: how long the selected delivered orders took, in seconds from purchase to the customer's door.
-- Sums of squares are exact numbers: the spread of a hundred million seconds does not fit a double.

select
    count(delivery_seconds) as delivery_count,
    cast(coalesce(sum(delivery_seconds), 0) as bigint) as seconds_sum,
    sum(cast(delivery_seconds as bigint) * cast(delivery_seconds as bigint)) as squares_sum,
    min(delivery_seconds) as seconds_min,
    max(delivery_seconds) as seconds_max,
    percentile_cont(0.5) within group (order by delivery_seconds) as seconds_median,
    count(is_on_time) as promised_count,
    count(*) filter (where is_on_time) as on_time_count
from selected_orders
