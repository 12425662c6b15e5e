-- rule: Every product_id is there, and only once.
-- severity: error
-- table: dim_products

select
    product_id,
    count(*) as copies
from dim_products
group by
    product_id
having count(*) > 1
    or product_id is null
order by
    product_id nulls first
