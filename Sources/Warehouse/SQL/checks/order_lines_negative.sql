-- rule: No order line is missing its price or freight, or has a negative one.
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
