-- rule: The rows of a month are that month's sales, and those of a seller all of the seller's, to the cent; its totals to date are those of its months so far.
-- rule_pt: As linhas de um mês são as vendas desse mês, e as de um vendedor todas as do vendedor, até o centavo; os totais até a data são os dos seus meses até ali.
-- severity: error
-- table: mart_monthly_sellers
-- The mart is subtracted from the days, and from the facts: what is left is off.

with parts as (

    select
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        cast(null as integer) as seller_key,
        item_count,
        revenue,
        freight_value,
        0 as first_of_seller_count,
        0 as first_of_seller_state_count
    from mart_daily_sales

    union all

    select
        cast(date_trunc('month', first_date) as date) as purchase_month,
        cast(null as integer) as seller_key,
        -item_count as item_count,
        -revenue as revenue,
        -freight_value as freight_value,
        0 as first_of_seller_count,
        0 as first_of_seller_state_count
    from mart_monthly_sellers

    union all

    select
        cast(null as date) as purchase_month,
        coalesce(seller_key, 0) as seller_key,
        count(*) as item_count,
        sum(price) as revenue,
        sum(freight_value) as freight_value,
        count(*) filter (where is_first_of_seller) as first_of_seller_count,
        count(*) filter (where is_first_of_seller_state) as first_of_seller_state_count
    from fact_order_items
    group by 2

    union all

    select
        cast(null as date) as purchase_month,
        coalesce(seller_key, 0) as seller_key,
        -item_count as item_count,
        -revenue as revenue,
        -freight_value as freight_value,
        -first_of_seller_count as first_of_seller_count,
        -first_of_seller_state_count as first_of_seller_state_count
    from mart_monthly_sellers

),

sums as (

    select
        purchase_month,
        seller_key,
        sum(item_count) as item_count_off,
        sum(revenue) as revenue_off,
        sum(freight_value) as freight_value_off,
        sum(first_of_seller_count) as first_of_seller_count_off,
        sum(first_of_seller_state_count) as first_of_seller_state_count_off
    from parts
    -- Only large shops have it.
    where exists (select 1 from mart_monthly_sellers)
    group by
        purchase_month,
        seller_key
    having sum(item_count) <> 0
        or sum(revenue) <> 0
        or sum(freight_value) <> 0
        or sum(first_of_seller_count) <> 0
        or sum(first_of_seller_state_count) <> 0

),

to_date as (

    select
        first_date,
        seller_key,
        next_date,
        coalesce(lead(first_date) over months_of_key, date '9999-12-31') as date_after,
        item_count + coalesce(lag(item_count_to_date) over months_of_key, 0)
        - item_count_to_date as item_count_off,
        revenue + coalesce(lag(revenue_to_date) over months_of_key, 0)
        - revenue_to_date as revenue_off,
        freight_value + coalesce(lag(freight_value_to_date) over months_of_key, 0)
        - freight_value_to_date as freight_value_off,
        first_of_seller_count + coalesce(lag(first_of_seller_count_to_date) over months_of_key, 0)
        - first_of_seller_count_to_date as first_of_seller_count_off,
        first_of_seller_state_count + coalesce(lag(first_of_seller_state_count_to_date) over months_of_key, 0)
        - first_of_seller_state_count_to_date as first_of_seller_state_count_off
    from mart_monthly_sellers
    window months_of_key as (partition by seller_key order by first_date)

)

select
    purchase_month,
    seller_key,
    item_count_off,
    revenue_off,
    freight_value_off,
    first_of_seller_count_off,
    first_of_seller_state_count_off
from sums

union all

select
    first_date as purchase_month,
    seller_key,
    item_count_off,
    revenue_off,
    freight_value_off,
    first_of_seller_count_off,
    first_of_seller_state_count_off
from to_date
where item_count_off <> 0
    or revenue_off <> 0
    or freight_value_off <> 0
    or first_of_seller_count_off <> 0
    or first_of_seller_state_count_off <> 0
    or next_date <> date_after
order by
    purchase_month nulls last,
    seller_key nulls first
