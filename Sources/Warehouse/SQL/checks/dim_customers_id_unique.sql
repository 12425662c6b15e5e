-- rule: Every customer_id is there, and only once.
-- rule_pt: Todo customer_id está presente, e uma só vez.
-- severity: error
-- table: dim_customers

select
    customer_id,
    count(*) as copies
from dim_customers
group by
    customer_id
having count(*) > 1
    or customer_id is null
order by
    customer_id nulls first
