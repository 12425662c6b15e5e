-- Some of all orders that took :first to :last whole days to be delivered, the shortest first: so many after those that are
-- skipped.

select delivery_seconds
from selected_mart_delivery_times
where delivery_days between :first and :last
order by delivery_seconds
limit :count offset :skipped
