-- rule: Every zip prefix has at least one point inside Brazil.
-- rule_pt: Todo prefixo de CEP tem pelo menos um ponto dentro do Brasil.
-- severity: warn
-- table: dim_geolocation

select
    zip_code_prefix,
    geolocation_city,
    geolocation_state,
    outside_point_count
from dim_geolocation
where point_count = 0
order by zip_code_prefix
