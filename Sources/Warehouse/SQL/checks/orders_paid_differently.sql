-- rule: What is paid for an order is its price and freight, give or take a cent.
-- rule_pt: O que se paga por um pedido é seu preço mais o frete, com diferença de no máximo um centavo.
-- severity: warn
-- table: fact_orders
-- Orders without lines or payments are counted by their own checks.

select
    order_id,
    items_value,
    freight_value,
    payments_value,
    payments_value - items_value - freight_value as difference
from fact_orders
where item_count > 0
    and payment_count > 0
    and abs(payments_value - items_value - freight_value) > 0.01
order by order_id
