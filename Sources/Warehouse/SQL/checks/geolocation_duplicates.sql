-- rule: No geolocation point is listed twice.
-- severity: warn
-- table: stg_geolocation
-- One row for each copy beyond the first.

with copied_points as (

    select
        zip_code_prefix,
        latitude,
        longitude,
        geolocation_city,
        geolocation_state,
        count(*) as copies
    from stg_geolocation
    group by
        zip_code_prefix,
        latitude,
        longitude,
        geolocation_city,
        geolocation_state
    having count(*) > 1

),

digits as (

    select digit
    from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as one (digit)

),

-- 0 to 99,999, far more copies than a point can have.
numbers as (

    select
        ten_thousands.digit * 10000
        + thousands.digit * 1000
        + hundreds.digit * 100
        + tens.digit * 10
        + ones.digit as number
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
    cross join digits as ten_thousands

),

most_copies as (

    select max(copies) as copies
    from copied_points

),

needed_numbers as (

    select numbers.number
    from numbers
    cross join most_copies
    where numbers.number < most_copies.copies

),

repetitions as (

    select
        copy_counts.copies,
        needed_numbers.number as repetition
    from (
        select distinct copies
        from copied_points
    ) as copy_counts
    inner join needed_numbers
        on needed_numbers.number between 1 and copy_counts.copies - 1

)

select
    copied_points.zip_code_prefix,
    copied_points.latitude,
    copied_points.longitude,
    copied_points.geolocation_city,
    copied_points.geolocation_state,
    copied_points.copies
from copied_points
inner join repetitions
    on copied_points.copies = repetitions.copies
order by
    copied_points.zip_code_prefix,
    copied_points.latitude,
    copied_points.longitude,
    copied_points.geolocation_city,
    copied_points.geolocation_state
