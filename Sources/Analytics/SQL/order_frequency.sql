-- One row per number of selected orders that people have.

with people as (

    select
        person_key,
        count(*) as order_count
    from selected_orders
    where person_key is not null
    group by person_key

)

select
    order_count,
    count(*) as customer_count
from people
group by order_count
order by order_count
