-- rule: An order's payment count, value and methods are those of its payments.
-- rule_pt: O número, o valor e os meios de pagamento de um pedido são os de seus pagamentos.
-- severity: error
-- table: fact_orders
-- slices: order_key of fact_payments, fact_orders

with totals as (

    select
        order_key,
        count(*) as payment_count,
        sum(payment_value) as payments_value,
        bit_or(
            case payment_type
                when 'credit_card' then 1
                when 'boleto' then 2
                when 'voucher' then 4
                when 'debit_card' then 8
                when 'not_defined' then 16
                else 0
            end
        ) as payment_types
    from fact_payments
    group by order_key

)

select
    orders.order_id,
    orders.payment_count,
    orders.payments_value,
    orders.payment_types,
    totals.payment_count as payment_count_of_lines,
    totals.payments_value as payments_value_of_lines,
    totals.payment_types as payment_types_of_lines
from fact_orders as orders
left join totals
    on orders.order_key = totals.order_key
where orders.payment_count <> coalesce(totals.payment_count, 0)
    or orders.payments_value <> coalesce(totals.payments_value, 0)
    or orders.payment_types <> coalesce(totals.payment_types, 0)
order by orders.order_key
