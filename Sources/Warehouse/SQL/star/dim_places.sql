-- One row per city and state that a customer or a seller names, with the region of Brazil. Facts point at places, so that
-- asking by state, city or region reads a few thousand rows of names instead of one per order.
-- primary_key: place_key

with customers as (

    select * from stg_customers

),

sellers as (

    select * from stg_sellers

),

-- Letter case is the only thing normalised about a place; dirtier names are kept, and counted by checks.
places as (

    select
        lower(customer_city) as city,
        upper(customer_state) as state
    from customers

    union

    select
        lower(seller_city) as city,
        upper(seller_state) as state
    from sellers

),

final as (

    select
        cast(row_number() over (order by state nulls last, city nulls last) as integer) as place_key,
        city,
        state,
        case
            when state in ('AC', 'AM', 'AP', 'PA', 'RO', 'RR', 'TO') then 'N'
            when state in ('AL', 'BA', 'CE', 'MA', 'PB', 'PE', 'PI', 'RN', 'SE') then 'NE'
            when state in ('DF', 'GO', 'MS', 'MT') then 'CO'
            when state in ('ES', 'MG', 'RJ', 'SP') then 'SE'
            when state in ('PR', 'RS', 'SC') then 'S'
        end as region
    from places

)

select * from final
order by place_key
