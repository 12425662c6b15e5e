-- rule: Every landed translation and every category of a product is a row of the category table.
-- rule_pt: Toda tradução recebida e toda categoria de produto é uma linha da tabela de categorias.
-- severity: error
-- table: dim_product_category_translation

with names as (

    select product_category_name
    from stg_product_category_name_translation

    union

    select product_category_name
    from stg_products

)

select names.product_category_name
from names
left join dim_product_category_translation as categories
    on names.product_category_name = categories.product_category_name
where names.product_category_name is not null
    and categories.category_key is null
order by names.product_category_name
