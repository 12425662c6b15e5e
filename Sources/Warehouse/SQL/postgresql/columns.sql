-- The columns of a table of a version's schema, with their types as SQL writes them.

select
    pg_attribute.attname::text as name,
    format_type(pg_attribute.atttypid, pg_attribute.atttypmod) as type
from pg_attribute
inner join pg_class
    on pg_attribute.attrelid = pg_class.oid
where pg_class.relnamespace = to_regnamespace($1)
    and pg_class.relname = $2
    and pg_attribute.attnum > 0
    and not pg_attribute.attisdropped
order by pg_attribute.attnum
