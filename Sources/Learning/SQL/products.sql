-- One row per product: its attributes, as they are known before any price.

select
    product_key,
    coalesce(category_key, -1) as category_key,
    product_id,
    cast(product_weight_g as double precision) as weight_g,
    cast(product_length_cm as double precision) as length_cm,
    cast(product_height_cm as double precision) as height_cm,
    cast(product_width_cm as double precision) as width_cm,
    cast(product_photos_qty as double precision) as photos,
    cast(product_description_length as double precision) as description_length
from dim_products
order by product_key
