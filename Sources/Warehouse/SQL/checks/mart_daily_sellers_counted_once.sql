-- rule: The sellers of every month, each counted once, are those of its order lines.
-- rule_pt: Os vendedores de cada mês, cada um contado uma vez, são os das linhas de pedido do mês.
-- severity: error
-- table: mart_daily_sellers
-- The mart is subtracted from the facts: what is left is off.

with sellers_of_months as (

    select distinct
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        seller_key
    from fact_order_items
    where seller_key is not null

),

months as (

    select
        purchase_month,
        count(*) as seller_count
    from sellers_of_months
    group by purchase_month

    union all

    select
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        -seller_count as seller_count
    from mart_daily_sellers
    where (previous_date >= cast(date_trunc('month', purchase_date) as date)) is not true

)

select
    purchase_month,
    sum(seller_count) as seller_count_off
from months
group by purchase_month
having sum(seller_count) <> 0
order by purchase_month
