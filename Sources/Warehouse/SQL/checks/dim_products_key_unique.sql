-- rule: Every product has a product_key, and no two share one.
-- rule_pt: Todo produto tem um product_key, e não há dois com o mesmo.
-- severity: error
-- table: dim_products

select
    product_key,
    count(*) as copies
from dim_products
group by
    product_key
having count(*) > 1
    or product_key is null
order by
    product_key nulls first
