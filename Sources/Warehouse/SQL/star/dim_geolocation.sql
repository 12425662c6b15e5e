-- One row per zip-code prefix: robust centre of its points inside Brazil, its usual city and state, and point counts.
-- primary_key: geolocation_key
-- indexes: zip_code_prefix

with points as (

    select * from stg_geolocation
    where zip_code_prefix is not null

),

-- Brazil's extreme points, rounded outwards to a hundredth of a degree. The eastern edge takes in the oceanic islands:
-- Fernando de Noronha (prefix 53990, longitude -32.4) is Brazil too, which the mainland box of many analyses forgets.
-- Micro-degrees (0.1 m) as integers make the median exact, and the same on every engine.
positions as (

    select
        zip_code_prefix,
        case
            when latitude between -33.76 and 5.28 and longitude between -74.00 and -28.83
                then cast(round(latitude * 1000000) as integer)
        end as latitude_micro,
        case
            when latitude between -33.76 and 5.28 and longitude between -74.00 and -28.83
                then cast(round(longitude * 1000000) as integer)
        end as longitude_micro
    from points

),

-- The median of each coordinate: a few stray points do not move it. A prefix with no point inside Brazil has no centre.
centres as (

    select
        zip_code_prefix,
        percentile_cont(0.5) within group (order by latitude_micro) as latitude_micro,
        percentile_cont(0.5) within group (order by longitude_micro) as longitude_micro,
        count(latitude_micro) as point_count,
        count(*) - count(latitude_micro) as outside_point_count
    from positions
    group by zip_code_prefix

),

place_counts as (

    select
        zip_code_prefix,
        geolocation_city,
        geolocation_state,
        count(*) as points
    from points
    group by
        zip_code_prefix,
        geolocation_city,
        geolocation_state

),

-- City and state are chosen together, so that they fit; equal counts go to the first name in the alphabet.
ranked_places as (

    select
        zip_code_prefix,
        geolocation_city,
        geolocation_state,
        row_number() over (
            partition by zip_code_prefix
            order by
                points desc,
                geolocation_city nulls last,
                geolocation_state nulls last
        ) as place_rank
    from place_counts

),

final as (

    select
        cast(row_number() over (order by centres.zip_code_prefix) as integer) as geolocation_key,
        centres.zip_code_prefix,
        lower(ranked_places.geolocation_city) as geolocation_city,
        upper(ranked_places.geolocation_state) as geolocation_state,
        centres.latitude_micro / 1000000.0 as latitude,
        centres.longitude_micro / 1000000.0 as longitude,
        cast(centres.point_count as integer) as point_count,
        cast(centres.outside_point_count as integer) as outside_point_count
    from centres
    inner join ranked_places
        on centres.zip_code_prefix = ranked_places.zip_code_prefix
        and ranked_places.place_rank = 1

)

select * from final
order by geolocation_key
