-- Orders of people with several orders ever: one row per day of purchase, the days of the same person's two orders before,
-- the customer's state, and the days of that person's two orders before from that state; null where there is none.
-- People of any range of days, each counted once, are the orders whose order before lies before the range; people with two
-- or more orders in it are those whose order before lies in it, and the one before that does not.
-- indexes: purchase_date

with returning_orders as (

    select * from mart_returning_orders

),

followed as (

    select
        purchase_date,
        customer_place_state as state,
        lag(purchase_date) over orders_of_person as previous_date,
        lag(purchase_date, 2) over orders_of_person as previous_but_one_date,
        lag(purchase_date) over orders_of_person_and_state as previous_date_in_state,
        lag(purchase_date, 2) over orders_of_person_and_state as previous_but_one_date_in_state
    from returning_orders
    window
        orders_of_person as (partition by person_key order by order_key),
        orders_of_person_and_state as (partition by person_key, customer_place_state order by order_key)

),

final as (

    select
        purchase_date,
        state,
        previous_date,
        previous_but_one_date,
        previous_date_in_state,
        previous_but_one_date_in_state,
        count(*) as order_count
    from followed
    group by
        purchase_date,
        state,
        previous_date,
        previous_but_one_date,
        previous_date_in_state,
        previous_but_one_date_in_state

)

select * from final
order by
    purchase_date,
    state nulls last,
    previous_date nulls first,
    previous_but_one_date nulls first,
    previous_date_in_state nulls first,
    previous_but_one_date_in_state nulls first
