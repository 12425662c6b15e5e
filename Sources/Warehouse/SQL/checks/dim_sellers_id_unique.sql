-- rule: Every seller_id is there, and only once.
-- rule_pt: Todo seller_id está presente, e uma só vez.
-- severity: error
-- table: dim_sellers

select
    seller_id,
    count(*) as copies
from dim_sellers
group by
    seller_id
having count(*) > 1
    or seller_id is null
order by
    seller_id nulls first
