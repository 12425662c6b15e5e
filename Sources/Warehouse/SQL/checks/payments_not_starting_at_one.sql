-- rule: The payments of an order are numbered from one.
-- rule_pt: Os pagamentos de um pedido são numerados a partir de um.
-- severity: warn
-- table: fact_orders
-- slices: order_key of fact_payments
-- Few payments have another number, so the look for the first begins with them. One row for each order.

select
    min(payments.order_id) as order_id,
    payments.order_key,
    min(payments.payment_sequential) as first_sequential,
    count(*) as payments
from fact_payments as payments
where payments.payment_sequential <> 1
    and not exists (
        select 1
        from fact_payments as first_payments
        where first_payments.order_key = payments.order_key
            and first_payments.payment_sequential = 1
    )
group by payments.order_key
order by payments.order_key
