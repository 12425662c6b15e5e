-- rule: Every payment is in at least one installment.
-- rule_pt: Todo pagamento é em pelo menos uma parcela.
-- severity: warn
-- table: fact_payments

select
    order_id,
    payment_sequential,
    payment_type,
    payment_installments
from fact_payments
where payment_installments is null
    or payment_installments < 1
order by
    order_id,
    payment_sequential
