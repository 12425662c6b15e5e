-- One row per customer_id, which the shop makes anew for every order; person_key numbers the people behind them.
-- primary_key: customer_key
-- foreign_keys: geolocation_key dim_geolocation, place_key dim_places
-- uncompressed: customer_id, customer_unique_id

with customers as (

    select * from stg_customers

),

geolocation as (

    select * from dim_geolocation

),

places as (

    select * from dim_places

),

-- Names of places are long, and places few: rows are put in order with the number of theirs.
placed as (

    select
        customers.customer_id,
        customers.customer_unique_id,
        customers.zip_code_prefix,
        geolocation.geolocation_key,
        places.place_key
    from customers
    left join geolocation
        on customers.zip_code_prefix = geolocation.zip_code_prefix
    -- Letter case is the only thing normalised about a place; dirtier names are kept, and counted by checks.
    left join places
        on lower(customers.customer_city) is not distinct from places.city
        and upper(customers.customer_state) is not distinct from places.state

),

-- Counting people by a dense integer is far cheaper than by the 32 characters of customer_unique_id. Customers are
-- numbered in the order of their people, so that one sort numbers both.
numbered as (

    select
        row_number() over (order by customer_unique_id nulls last, customer_id nulls last) as customer_number,
        dense_rank() over (order by customer_unique_id nulls last) as person_number,
        customer_id,
        customer_unique_id,
        zip_code_prefix,
        geolocation_key,
        place_key
    from placed

),

final as (

    select
        cast(numbered.customer_number as integer) as customer_key,
        case
            when numbered.customer_unique_id is not null
                then cast(numbered.person_number as integer)
        end as person_key,
        numbered.geolocation_key,
        numbered.place_key,
        numbered.customer_id,
        numbered.customer_unique_id,
        numbered.zip_code_prefix,
        places.city as customer_city,
        places.state as customer_state
    from numbered
    left join places
        on numbered.place_key = places.place_key

)

select * from final
order by customer_key
