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

-- Counting people by a dense integer is far cheaper than by the 32 characters of customer_unique_id. Customers are
-- numbered in the order of their people, so that one sort numbers both.
numbered as (

    select
        row_number() over (order by customer_unique_id nulls last, customer_id nulls last) as customer_number,
        dense_rank() over (order by customer_unique_id nulls last) as person_number,
        customer_id,
        customer_unique_id,
        zip_code_prefix,
        -- Letter case is the only thing normalised about a place; dirtier names are kept, and counted by checks.
        lower(customer_city) as customer_city,
        upper(customer_state) as customer_state
    from customers

),

final as (

    select
        cast(numbered.customer_number as integer) as customer_key,
        case
            when numbered.customer_unique_id is not null
                then cast(numbered.person_number as integer)
        end as person_key,
        geolocation.geolocation_key,
        places.place_key,
        numbered.customer_id,
        numbered.customer_unique_id,
        numbered.zip_code_prefix,
        numbered.customer_city,
        numbered.customer_state
    from numbered
    left join geolocation
        on numbered.zip_code_prefix = geolocation.zip_code_prefix
    left join places
        on numbered.customer_city is not distinct from places.city
        and numbered.customer_state is not distinct from places.state

)

select * from final
order by customer_key
