-- Who holds the right to load.

select
    pg_stat_activity.pid as process,
    pg_stat_activity.application_name,
    pg_stat_activity.usename as role
from pg_locks
inner join pg_stat_activity
    on pg_locks.pid = pg_stat_activity.pid
where pg_locks.locktype = 'advisory'
    and pg_locks.granted
    and pg_locks.database = (select oid from pg_database where datname = current_database())
    and pg_locks.classid = $1::bigint::oid
    and pg_locks.objid = $2::bigint::oid
    and pg_locks.objsubid = 2
