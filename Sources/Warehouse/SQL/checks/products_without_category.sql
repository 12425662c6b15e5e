-- rule: Every product has a category, a name, a description and a photo.
-- rule_pt: Todo produto tem categoria, nome, descrição e foto.
-- severity: warn
-- table: dim_products

select
    product_id,
    product_category_name,
    product_name_length,
    product_description_length,
    product_photos_qty
from dim_products
where product_category_name is null
    or product_name_length is null
    or product_description_length is null
    or product_photos_qty is null
order by product_id
