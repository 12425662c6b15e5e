-- rule: Every customer has a customer_key, and no two share one.
-- rule_pt: Todo cliente tem um customer_key, e não há dois com o mesmo.
-- severity: error
-- table: dim_customers

select
    customer_key,
    count(*) as copies
from dim_customers
group by
    customer_key
having count(*) > 1
    or customer_key is null
order by
    customer_key nulls first
