-- rule: Every product_id is there, and only once.
-- rule_pt: Todo product_id está presente, e uma só vez.
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
