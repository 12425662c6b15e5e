-- One row per check and version, the oldest version first.

select
    name,
    version_number,
    published_at,
    rows_failing,
    rows_checked
from quality_history
order by
    name,
    version_number
