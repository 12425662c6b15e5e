-- The version to read.

select
    versions.number,
    versions.name,
    versions.batches,
    versions.models,
    versions.published_at
from vitrine.current_version
inner join vitrine.versions
    on current_version.number = versions.number
