-- rule: A day has at least a third and at most three times the orders of the fortnight around it.
-- rule_pt: Um dia tem no mínimo um terço e no máximo o triplo dos pedidos da quinzena ao seu redor.
-- severity: warn
-- table: mart_daily_sales
-- Median of the seven days before and after; below 20 orders a day chance alone breaks the rule.

with days as (

    select
        daily.purchase_date,
        daily.order_count
    from mart_daily_sales as daily
    inner join mart_as_of as as_of
        on daily.purchase_date <= as_of.as_of_date

),

surroundings as (

    select
        days.purchase_date,
        days.order_count,
        percentile_cont(0.5) within group (order by neighbours.order_count) as usual_order_count
    from days
    inner join days as neighbours
        on neighbours.purchase_date between days.purchase_date - 7 and days.purchase_date + 7
        and neighbours.purchase_date <> days.purchase_date
    group by
        days.purchase_date,
        days.order_count

)

select
    purchase_date,
    order_count,
    usual_order_count
from surroundings
where usual_order_count >= 20
    and (
        order_count * 3 < usual_order_count
        or order_count > usual_order_count * 3
    )
order by purchase_date
