-- rule: Every payment is of more than zero.
-- rule_pt: Todo pagamento é de mais que zero.
-- severity: warn
-- table: fact_payments

select
    order_id,
    payment_sequential,
    payment_type,
    payment_value
from fact_payments
where payment_value = 0
order by
    order_id,
    payment_sequential
