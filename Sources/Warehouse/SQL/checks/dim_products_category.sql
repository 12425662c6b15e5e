-- rule: Every product's category is a row of dim_product_category_translation.
-- rule_pt: A categoria de todo produto é uma linha de dim_product_category_translation.
-- severity: error
-- table: dim_products

select
    products.product_id,
    products.product_category_name,
    products.category_key
from dim_products as products
left join dim_product_category_translation as categories
    on products.category_key = categories.category_key
where coalesce(products.product_category_name, '') <> coalesce(categories.product_category_name, '')
order by products.product_id
