-- rule: Every customer says which person it is (customer_unique_id).
-- rule_pt: Todo cliente diz que pessoa é (customer_unique_id).
-- severity: warn
-- table: dim_customers

select
    customer_id,
    customer_state
from dim_customers
where person_key is null
order by customer_id
