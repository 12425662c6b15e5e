-- rule: The products of every month, each counted once, are those of its order lines.
-- rule_pt: Os produtos de cada mês, cada um contado uma vez, são os das linhas de pedido do mês.
-- severity: error
-- table: mart_daily_products
-- The mart is subtracted from the facts: what is left is off.

with products_of_months as (

    select distinct
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        product_key
    from fact_order_items
    where product_key is not null

),

months as (

    select
        purchase_month,
        count(*) as product_count
    from products_of_months
    group by purchase_month

    union all

    select
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        -product_count as product_count
    from mart_daily_products
    where (previous_date >= cast(date_trunc('month', purchase_date) as date)) is not true

)

select
    purchase_month,
    sum(product_count) as product_count_off
from months
group by purchase_month
having sum(product_count) <> 0
order by purchase_month
