-- rule: Every seller has a seller_key, and no two share one.
-- rule_pt: Todo vendedor tem um seller_key, e não há dois com o mesmo.
-- severity: error
-- table: dim_sellers

select
    seller_key,
    count(*) as copies
from dim_sellers
group by
    seller_key
having count(*) > 1
    or seller_key is null
order by
    seller_key nulls first
