-- rule: No order line is missing its price or freight, or has a negative one.
-- rule_pt: Nenhuma linha de pedido está sem preço ou frete, nem os tem negativos.
-- severity: error
-- table: fact_order_items

select
    order_id,
    order_item_id,
    price,
    freight_value
from fact_order_items
where price is null
    or freight_value is null
    or price < 0
    or freight_value < 0
order by
    order_id,
    order_item_id
