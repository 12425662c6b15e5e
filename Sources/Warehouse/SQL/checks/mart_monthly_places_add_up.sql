-- rule: The rows of a month are that month's orders, and those of a zip-code prefix all of the zip-code prefix's; its totals to date are those of its months so far.
-- rule_pt: As linhas de um mês são os pedidos desse mês, e as de um prefixo de CEP todos os do prefixo; os totais até a data são os dos seus meses até ali.
-- severity: error
-- table: mart_monthly_places
-- The mart is subtracted from the days, and from the facts: what is left is off.

with parts as (

    select
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        cast(null as integer) as customer_geolocation_key,
        order_count,
        one_order_customer_count
    from mart_daily_sales

    union all

    select
        cast(date_trunc('month', first_date) as date) as purchase_month,
        cast(null as integer) as customer_geolocation_key,
        -order_count as order_count,
        -one_order_customer_count as one_order_customer_count
    from mart_monthly_places

    union all

    select
        cast(null as date) as purchase_month,
        coalesce(customer_geolocation_key, 0) as customer_geolocation_key,
        count(*) as order_count,
        count(*) filter (where orders_of_person = 1) as one_order_customer_count
    from fact_orders
    group by 2

    union all

    select
        cast(null as date) as purchase_month,
        coalesce(customer_geolocation_key, 0) as customer_geolocation_key,
        -order_count as order_count,
        -one_order_customer_count as one_order_customer_count
    from mart_monthly_places

),

sums as (

    select
        purchase_month,
        customer_geolocation_key,
        sum(order_count) as order_count_off,
        sum(one_order_customer_count) as one_order_customer_count_off
    from parts
    -- Only large shops have it.
    where exists (select 1 from mart_monthly_places)
    group by
        purchase_month,
        customer_geolocation_key
    having sum(order_count) <> 0
        or sum(one_order_customer_count) <> 0

),

to_date as (

    select
        first_date,
        customer_geolocation_key,
        next_date,
        coalesce(lead(first_date) over months_of_key, date '9999-12-31') as date_after,
        order_count + coalesce(lag(order_count_to_date) over months_of_key, 0)
        - order_count_to_date as order_count_off,
        one_order_customer_count + coalesce(lag(one_order_customer_count_to_date) over months_of_key, 0)
        - one_order_customer_count_to_date as one_order_customer_count_off
    from mart_monthly_places
    window months_of_key as (partition by customer_place_key, customer_geolocation_key order by first_date)

)

select
    purchase_month,
    customer_geolocation_key,
    order_count_off,
    one_order_customer_count_off
from sums

union all

select
    first_date as purchase_month,
    customer_geolocation_key,
    order_count_off,
    one_order_customer_count_off
from to_date
where order_count_off <> 0
    or one_order_customer_count_off <> 0
    or next_date <> date_after
order by
    purchase_month nulls last,
    customer_geolocation_key nulls first
