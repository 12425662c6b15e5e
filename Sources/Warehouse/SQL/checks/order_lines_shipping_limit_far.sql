-- rule: The shipping limit of an order line is not before the day of purchase and at most 365 days after it.
-- rule_pt: O limite de envio de uma linha de pedido não é anterior ao dia da compra e fica no máximo 365 dias depois dele.
-- severity: warn
-- table: fact_order_items

select
    order_id,
    order_item_id,
    purchase_date,
    shipping_limit_at
from fact_order_items
where shipping_limit_at < cast(purchase_date as timestamp)
    or shipping_limit_at > cast(purchase_date as timestamp) + interval '365' day
order by
    order_id,
    order_item_id
