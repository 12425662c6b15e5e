-- One row per day, type and number of installments with payments.
-- indexes: purchase_date

with payments as (

    select * from fact_payments

),

final as (

    select
        purchase_date,
        payment_type,
        payment_installments,
        count(*) as payment_count,
        cast(coalesce(sum(payment_installments), 0) as bigint) as installments_sum,
        count(*) filter (where payment_installments >= 2) as installment_payment_count,
        cast(sum(payment_value) as decimal(18, 2)) as payments_value
    from payments
    group by
        purchase_date,
        payment_type,
        payment_installments

)

select * from final
order by
    purchase_date,
    payment_type nulls last,
    payment_installments nulls last
