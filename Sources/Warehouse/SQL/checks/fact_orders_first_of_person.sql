-- rule: Every person has exactly one first order, and no order of that person comes before it.
-- severity: error
-- table: fact_orders

select
    person_key,
    count(*) filter (where is_first_order) as first_orders
from fact_orders
where person_key is not null
group by
    person_key
having count(*) filter (where is_first_order) <> 1
    or min(order_key) <> min(order_key) filter (where is_first_order)
order by
    person_key
