-- rule: Every city and state is a place only once.
-- severity: error
-- table: dim_places

select
    state,
    city,
    count(*) as copies
from dim_places
group by
    state,
    city
having count(*) > 1
order by
    state nulls first,
    city nulls first
