-- rule: Every payment method is a known one.
-- rule_pt: Todo meio de pagamento é um dos conhecidos.
-- severity: warn
-- table: fact_payments

select
    order_id,
    payment_sequential,
    payment_type,
    payment_value
from fact_payments
where payment_type not in (
        'credit_card',
        'boleto',
        'voucher',
        'debit_card',
        'not_defined'
    )
order by
    order_id,
    payment_sequential
