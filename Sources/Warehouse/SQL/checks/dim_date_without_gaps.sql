-- rule: The calendar has no gaps: every day but the first follows a day of the calendar.
-- rule_pt: O calendário não tem lacunas: todo dia, menos o primeiro, segue um dia do calendário.
-- severity: error
-- table: dim_date

select
    days.date_key,
    days.calendar_date
from dim_date as days
left join dim_date as previous_days
    on days.date_key = previous_days.date_key + 1
where days.date_key > 1
    and (
        previous_days.date_key is null
        or previous_days.calendar_date + 1 <> days.calendar_date
    )
order by days.date_key
