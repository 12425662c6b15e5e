-- rule: Every payment says how it was made.
-- rule_pt: Todo pagamento diz como foi feito.
-- severity: warn
-- table: fact_payments

select
    order_id,
    payment_sequential,
    payment_type,
    payment_value
from fact_payments
where payment_type is null
    or payment_type = 'not_defined'
order by
    order_id,
    payment_sequential
