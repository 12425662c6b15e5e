-- Whether a version is still there.

select exists (select 1 from vitrine.versions where number = $1) as has_version
