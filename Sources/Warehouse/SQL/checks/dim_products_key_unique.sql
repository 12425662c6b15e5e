-- rule: Every product has a product_key, and no two share one.
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
