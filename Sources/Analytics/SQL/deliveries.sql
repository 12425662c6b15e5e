-- One row per number of whole days that all orders took to be delivered, the shortest first: how many did, and sums of the
-- seconds from purchase to the customer's door.

select
    delivery_days,
    cast(sum(timed_delivery_count) as bigint) as delivery_count,
    cast(sum(delivery_seconds) as bigint) as seconds_sum,
    sum(delivery_seconds_squares) as squares_sum,
    min(shortest_delivery_seconds) as seconds_min,
    max(longest_delivery_seconds) as seconds_max,
    cast(sum(promised_delivery_count) as bigint) as promised_count,
    cast(sum(on_time_order_count) as bigint) as on_time_count
from selected_mart_daily_deliveries
where delivery_days is not null
group by delivery_days
order by delivery_days
