-- What tells this warehouse from others, and the form of its tables. A copy of the database has the same id, and is another
-- database.

select
    warehouse.id,
    warehouse.format,
    pg_database.oid::text as database
from vitrine.warehouse
inner join pg_database
    on pg_database.datname = current_database()
