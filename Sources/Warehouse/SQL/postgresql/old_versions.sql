-- The versions beyond the last few, the current one aside.

select number
from vitrine.versions
where number <> coalesce((select number from vitrine.current_version), 0)
order by number desc
offset $1
