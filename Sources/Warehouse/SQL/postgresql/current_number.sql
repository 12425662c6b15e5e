-- The number of the version to read, asked for twice a second.

select number from vitrine.current_version
