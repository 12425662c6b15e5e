-- rule: Every review says when it was answered.
-- rule_pt: Toda avaliação diz quando foi respondida.
-- severity: warn
-- table: fact_reviews

select
    review_id,
    order_id,
    review_created_at,
    review_answered_at
from fact_reviews
where review_answered_at is null
order by
    review_id,
    order_id
