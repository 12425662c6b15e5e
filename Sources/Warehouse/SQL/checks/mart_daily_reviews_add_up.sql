-- rule: The rows of a day add up to that day's sales, to the cent.
-- rule_pt: As linhas de um dia somam as vendas desse dia, até o centavo.
-- severity: error
-- table: mart_daily_reviews

with mart as (

    select
        purchase_date,
        sum(review_count) as review_count,
        sum(review_score_sum) as review_score_sum
    from mart_daily_reviews
    group by purchase_date

)

select days.purchase_date
from mart_daily_sales as days
left join mart
    on days.purchase_date = mart.purchase_date
where coalesce(mart.review_count, 0) <> days.review_count
    or coalesce(mart.review_score_sum, 0) <> days.review_score_sum
order by days.purchase_date
