-- One row per check of the version: broken errors first, then warnings, then what holds.

select
    name,
    rule,
    rule_pt,
    severity,
    table_name,
    rows_failing,
    rows_checked
from quality_checks
order by
    case
        when rows_failing = 0 then 2
        when severity = 'error' then 0
        else 1
    end,
    name
