-- rule: Every zip_code_prefix is there, and only once.
-- rule_pt: Todo zip_code_prefix está presente, e uma só vez.
-- severity: error
-- table: dim_geolocation

select
    zip_code_prefix,
    count(*) as copies
from dim_geolocation
group by
    zip_code_prefix
having count(*) > 1
    or zip_code_prefix is null
order by
    zip_code_prefix nulls first
