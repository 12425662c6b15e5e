-- rule: Every order_id is there, and only once.
-- rule_pt: Todo order_id está presente, e uma só vez.
-- severity: error
-- table: fact_orders

select
    order_id,
    count(*) as copies
from fact_orders
group by
    order_id
having count(*) > 1
    or order_id is null
order by
    order_id nulls first
