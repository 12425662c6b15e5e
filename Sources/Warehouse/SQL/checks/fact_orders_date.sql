-- rule: Every order was bought on a day of the calendar.
-- rule_pt: Todo pedido foi feito em um dia do calendário.
-- severity: error
-- table: fact_orders

select
    orders.order_id,
    orders.purchased_at,
    orders.date_key
from fact_orders as orders
left join dim_date as dates
    on orders.date_key = dates.date_key
where dates.date_key is null
    or dates.calendar_date <> orders.purchase_date
    or dates.calendar_date <> cast(date_trunc('day', orders.purchased_at) as date)
order by orders.order_id
