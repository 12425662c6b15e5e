-- rule: Every payment has an order and a sequential number, and no two payments share both.
-- rule_pt: Todo pagamento tem pedido e número sequencial, e não há dois com ambos iguais.
-- severity: error
-- table: fact_payments
-- slices: order_key of fact_payments

select
    order_key,
    payment_sequential,
    count(*) as copies
from fact_payments
group by
    order_key,
    payment_sequential
having count(*) > 1
    or order_key is null
    or payment_sequential is null
order by
    order_key nulls first,
    payment_sequential nulls first
