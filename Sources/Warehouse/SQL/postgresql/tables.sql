-- The tables of a version's schema.

select relname::text as name
from pg_class
where relnamespace = to_regnamespace($1)
    and relkind = 'r'
order by relname
