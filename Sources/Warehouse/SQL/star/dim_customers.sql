-- One row per customer_id, which the shop makes anew for every order; person_key numbers the people behind them.
-- primary_key: customer_key
-- foreign_keys: geolocation_key dim_geolocation, place_key dim_places

with customers as (

    select * from stg_customers

),

geolocation as (

    select * from dim_geolocation

),

places as (

    select * from dim_places

),

-- Counting people by a dense integer is far cheaper than by the 32 characters of customer_unique_id.
people as (

    select
        cast(row_number() over (order by customer_unique_id) as integer) as person_key,
        customer_unique_id
    from (
        select distinct customer_unique_id
        from customers
        where customer_unique_id is not null
    ) as unique_ids

),

final as (

    select
        cast(row_number() over (order by customers.customer_id) as integer) as customer_key,
        people.person_key,
        geolocation.geolocation_key,
        places.place_key,
        customers.customer_id,
        customers.customer_unique_id,
        customers.zip_code_prefix,
        -- Letter case is the only thing normalised about a place; dirtier names are kept, and counted by checks.
        lower(customers.customer_city) as customer_city,
        upper(customers.customer_state) as customer_state
    from customers
    left join people
        on customers.customer_unique_id = people.customer_unique_id
    left join geolocation
        on customers.zip_code_prefix = geolocation.zip_code_prefix
    left join places
        on lower(customers.customer_city) is not distinct from places.city
        and upper(customers.customer_state) is not distinct from places.state

)

select * from final
order by customer_key
