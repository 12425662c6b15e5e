-- rule: A review comment is one line of text.
-- rule_pt: O comentário de uma avaliação é uma só linha de texto.
-- severity: warn
-- table: fact_reviews
-- Line breaks inside quoted comments split a record over several lines of the file: a naive reader breaks there.

select
    review_id,
    order_id,
    review_comment_message
from fact_reviews
where position(chr(10) in review_comment_message) > 0
    or position(chr(13) in review_comment_message) > 0
    or position(chr(10) in review_comment_title) > 0
    or position(chr(13) in review_comment_title) > 0
order by
    review_id,
    order_id
