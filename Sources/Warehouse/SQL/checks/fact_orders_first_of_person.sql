-- rule: Every person has exactly one first order, none before it, and as many orders as each of them says.
-- rule_pt: Toda pessoa tem exatamente um primeiro pedido, nenhum antes dele, e tantos pedidos quantos cada um deles diz.
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
    or min(orders_of_person) <> count(*)
    or max(orders_of_person) <> count(*)
order by
    person_key
