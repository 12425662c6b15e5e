-- rule: Every city and state is a place only once.
-- rule_pt: Toda cidade, com seu estado, é um lugar uma só vez.
-- severity: error
-- table: dim_places

select
    state,
    city,
    count(*) as copies
from dim_places
group by
    state,
    city
having count(*) > 1
order by
    state nulls first,
    city nulls first
