-- The name of the version to read, asked for twice a second.

select versions.name
from vitrine.current_version
inner join vitrine.versions
    on current_version.number = versions.number
