-- rule: Every calendar_date is there, and only once.
-- rule_pt: Todo calendar_date está presente, e uma só vez.
-- severity: error
-- table: dim_date

select
    calendar_date,
    count(*) as copies
from dim_date
group by
    calendar_date
having count(*) > 1
    or calendar_date is null
order by
    calendar_date nulls first
