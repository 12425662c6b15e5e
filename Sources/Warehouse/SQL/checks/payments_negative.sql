-- rule: No payment is missing its value or negative.
-- rule_pt: Nenhum pagamento está sem valor ou tem valor negativo.
-- severity: error
-- table: fact_payments

select
    order_id,
    payment_sequential,
    payment_type,
    payment_value
from fact_payments
where payment_value is null
    or payment_value < 0
order by
    order_id,
    payment_sequential
