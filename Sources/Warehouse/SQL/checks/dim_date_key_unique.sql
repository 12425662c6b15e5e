-- rule: Every day has a date_key, and no two share one.
-- rule_pt: Todo dia tem um date_key, e não há dois com o mesmo.
-- severity: error
-- table: dim_date

select
    date_key,
    count(*) as copies
from dim_date
group by
    date_key
having count(*) > 1
    or date_key is null
order by
    date_key nulls first
