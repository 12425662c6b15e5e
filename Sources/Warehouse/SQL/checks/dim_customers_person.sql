-- rule: There are as many person_keys as people, each for one customer_unique_id.
-- severity: error
-- table: dim_customers
-- Keys follow the order of the ids, so a person with two keys would show as a neighbour who is not greater.

with people as (

    select
        person_key,
        min(customer_unique_id) as customer_unique_id,
        max(customer_unique_id) as last_customer_unique_id
    from dim_customers
    where customer_unique_id is not null
    group by person_key

)

select
    people.customer_unique_id,
    people.last_customer_unique_id,
    people.person_key
from people
left join people as next_people
    on people.person_key + 1 = next_people.person_key
where people.person_key is null
    or people.customer_unique_id <> people.last_customer_unique_id
    or next_people.customer_unique_id <= people.customer_unique_id
order by people.customer_unique_id
