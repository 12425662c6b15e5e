-- rule: Every place has a place_key, and no two share one.
-- rule_pt: Todo lugar tem um place_key, e não há dois com o mesmo.
-- severity: error
-- table: dim_places

select
    place_key,
    count(*) as copies
from dim_places
group by
    place_key
having count(*) > 1
    or place_key is null
order by
    place_key nulls first
