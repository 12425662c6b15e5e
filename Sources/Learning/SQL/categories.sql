-- One row per product category.

select
    category_key,
    product_category_name
from dim_product_category_translation
order by category_key
