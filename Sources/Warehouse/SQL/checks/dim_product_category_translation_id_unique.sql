-- rule: Every product_category_name is there, and only once.
-- rule_pt: Todo product_category_name está presente, e uma só vez.
-- severity: error
-- table: dim_product_category_translation

select
    product_category_name,
    count(*) as copies
from dim_product_category_translation
group by
    product_category_name
having count(*) > 1
    or product_category_name is null
order by
    product_category_name nulls first
