-- rule: Every zip prefix has a geolocation_key, and no two share one.
-- rule_pt: Todo prefixo de CEP tem um geolocation_key, e não há dois com o mesmo.
-- severity: error
-- table: dim_geolocation

select
    geolocation_key,
    count(*) as copies
from dim_geolocation
group by
    geolocation_key
having count(*) > 1
    or geolocation_key is null
order by
    geolocation_key nulls first
