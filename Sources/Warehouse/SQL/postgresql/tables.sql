-- The tables of a version's schema, without the narrow copies that are made of some of them.

select relname::text as name
from pg_class
where relnamespace = to_regnamespace($1)
    and relkind = 'r'
    and relname not like '%\_narrow'
order by relname
