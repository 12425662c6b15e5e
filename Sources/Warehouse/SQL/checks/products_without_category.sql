-- rule: Every product says its category, the lengths of its name and description, and how many photos it has.
-- rule_pt: Todo produto informa a categoria, os tamanhos do nome e da descrição e quantas fotos tem.
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
