-- rule: Every category has a category_key, and no two share one.
-- rule_pt: Toda categoria tem um category_key, e não há duas com o mesmo.
-- severity: error
-- table: dim_product_category_translation

select
    category_key,
    count(*) as copies
from dim_product_category_translation
group by
    category_key
having count(*) > 1
    or category_key is null
order by
    category_key nulls first
