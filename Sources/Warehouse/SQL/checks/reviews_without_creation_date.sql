-- rule: Every review says when it was asked for.
-- rule_pt: Toda avaliação diz quando foi pedida.
-- severity: warn
-- table: fact_reviews

select
    review_id,
    order_id,
    review_created_at
from fact_reviews
where review_created_at is null
order by
    review_id,
    order_id
