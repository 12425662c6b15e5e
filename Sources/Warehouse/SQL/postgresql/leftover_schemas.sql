-- Version schemas of this role that no version stands for. A load is one transaction and leaves none; what is found was
-- half removed, or restored from elsewhere. Only schemas with Vitrine's comment count.

select pg_namespace.nspname as name
from pg_namespace
left join vitrine.versions
    on pg_namespace.nspname = 'vitrine_v' || versions.number
where pg_namespace.nspname ~ '^vitrine_v[0-9]+$'
    and obj_description(pg_namespace.oid, 'pg_namespace') like 'Vitrine: %'
    and pg_has_role(pg_namespace.nspowner, 'USAGE')
    and versions.number is null
