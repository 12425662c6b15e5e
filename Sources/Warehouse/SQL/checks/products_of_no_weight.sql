-- rule: Every product that has a weight weighs something.
-- rule_pt: Todo produto que tem peso pesa alguma coisa.
-- severity: warn
-- table: dim_products

select
    product_id,
    product_category_name,
    product_weight_g
from dim_products
where product_weight_g <= 0
order by product_id
