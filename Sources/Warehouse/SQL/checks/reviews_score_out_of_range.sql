-- rule: Every review score is from 1 to 5.
-- rule_pt: Toda nota de avaliação vai de 1 a 5.
-- severity: error
-- table: fact_reviews

select
    review_id,
    order_id,
    review_score
from fact_reviews
where review_score is null
    or review_score not between 1 and 5
order by
    review_id,
    order_id
