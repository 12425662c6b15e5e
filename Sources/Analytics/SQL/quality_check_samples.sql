-- The kept rows that break a check, as JSON.

select
    name,
    sample
from quality_check_samples
order by
    name,
    sample_number
