-- rule: Every category that products use has an English name.
-- rule_pt: Toda categoria usada por produtos tem nome em inglês.
-- severity: warn
-- table: dim_product_category_translation

select
    product_category_name,
    category_key
from dim_product_category_translation
where not is_translated
order by product_category_name
