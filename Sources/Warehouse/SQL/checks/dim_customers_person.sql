-- rule: Every customer_unique_id has one person_key, and every person_key is of one customer_unique_id.
-- rule_pt: Todo customer_unique_id tem um só person_key, e todo person_key é de um só customer_unique_id.
-- severity: error
-- table: dim_customers

with people as (

    select
        customer_unique_id,
        min(person_key) as person_key,
        max(person_key) as last_person_key
    from dim_customers
    group by customer_unique_id

),

shared_keys as (

    select
        person_key,
        count(*) as people
    from people
    where person_key is not null
    group by person_key
    having count(*) > 1

)

select
    people.customer_unique_id,
    people.person_key,
    people.last_person_key
from people
left join shared_keys
    on people.person_key = shared_keys.person_key
where shared_keys.person_key is not null
    or people.person_key <> people.last_person_key
    or (people.person_key is null and people.customer_unique_id is not null)
    or (people.person_key is not null and people.customer_unique_id is null)
order by
    people.customer_unique_id,
    people.person_key
