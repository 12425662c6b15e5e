-- rule: Every landed geolocation point is counted in its zip prefix, inside Brazil or outside, or is a reject.
-- rule_pt: Todo ponto de geolocalização recebido é contado em seu prefixo de CEP, dentro ou fora do Brasil, ou é uma rejeição.
-- severity: error
-- table: dim_geolocation

with landed as (

    select
        count(*) as points,
        count(distinct zip_code_prefix) as prefixes
    from stg_geolocation

),

loaded as (

    select
        coalesce(sum(point_count + outside_point_count), 0) as points,
        count(*) as prefixes
    from dim_geolocation

),

rejected as (

    select count(*) as points
    from orphan_rows
    where table_name = 'geolocation'

)

select
    landed.points as landed_points,
    loaded.points as loaded_points,
    rejected.points as rejected_points,
    landed.prefixes as landed_prefixes,
    loaded.prefixes as loaded_prefixes
from landed
cross join loaded
cross join rejected
where landed.points <> loaded.points + rejected.points
    or landed.prefixes <> loaded.prefixes
