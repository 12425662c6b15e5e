-- rule: People with several orders of every month and state, each counted once, and those with two or more orders there, are those of the orders.
-- rule_pt: As pessoas com vários pedidos de cada mês e estado, cada uma contada uma vez, e as com dois ou mais pedidos ali, são as dos pedidos.
-- severity: error
-- table: mart_daily_returning
-- Where no state is named, it is those of the whole month. The mart is subtracted from the facts: what is left is off.

with people_of_states as (

    select
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        coalesce(customer_place_state, '?') as state,
        person_key,
        count(*) as order_count
    from fact_orders
    where orders_of_person > 1
    group by
        1,
        2,
        person_key

),

people as (

    select
        purchase_month,
        person_key,
        sum(order_count) as order_count
    from people_of_states
    group by
        purchase_month,
        person_key

),

rows_of_mart as (

    select
        cast(date_trunc('month', purchase_date) as date) as purchase_month,
        coalesce(state, '?') as state,
        previous_date,
        previous_but_one_date,
        previous_date_in_state,
        previous_but_one_date_in_state,
        order_count
    from mart_daily_returning

),

months as (

    select
        purchase_month,
        state,
        1 as customer_count,
        case when order_count > 1 then 1 else 0 end as repeat_customer_count
    from people_of_states

    union all

    select
        purchase_month,
        null as state,
        1 as customer_count,
        case when order_count > 1 then 1 else 0 end as repeat_customer_count
    from people

    union all

    select
        purchase_month,
        state,
        case when previous_date_in_state >= purchase_month then 0 else -order_count end as customer_count,
        case
            when previous_but_one_date_in_state >= purchase_month then 0
            when previous_date_in_state >= purchase_month then -order_count
            else 0
        end as repeat_customer_count
    from rows_of_mart

    union all

    select
        purchase_month,
        null as state,
        case when previous_date >= purchase_month then 0 else -order_count end as customer_count,
        case
            when previous_but_one_date >= purchase_month then 0
            when previous_date >= purchase_month then -order_count
            else 0
        end as repeat_customer_count
    from rows_of_mart

)

select
    purchase_month,
    state,
    sum(customer_count) as customer_count_off,
    sum(repeat_customer_count) as repeat_customer_count_off
from months
group by
    purchase_month,
    state
having sum(customer_count) <> 0
    or sum(repeat_customer_count) <> 0
order by
    purchase_month,
    state nulls first
