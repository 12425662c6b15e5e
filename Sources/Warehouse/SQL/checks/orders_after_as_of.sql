-- rule: No order comes after the as-of day.
-- rule_pt: Nenhum pedido vem depois da data de referência.
-- severity: warn
-- table: fact_orders
-- Stragglers: a window that ended at the last of them would be all but empty.

select
    orders.order_id,
    orders.order_status,
    orders.purchase_date
from fact_orders as orders
inner join mart_as_of as as_of
    on orders.purchase_date > as_of.as_of_date
order by
    orders.purchase_date,
    orders.order_id
