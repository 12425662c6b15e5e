-- rule: Every product has a weight, a length, a height and a width.
-- rule_pt: Todo produto tem peso, comprimento, altura e largura.
-- severity: warn
-- table: dim_products

select
    product_id,
    product_weight_g,
    product_length_cm,
    product_height_cm,
    product_width_cm
from dim_products
where product_weight_g is null
    or product_length_cm is null
    or product_height_cm is null
    or product_width_cm is null
order by product_id
