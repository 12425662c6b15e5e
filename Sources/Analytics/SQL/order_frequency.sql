-- One row per number of selected orders that people have. A person with one order ever has one; only the few with several
-- are put together.

with counts as (

    select
        order_count,
        count(*) as customer_count
    from returned_people
    group by order_count

    union all

    select
        1 as order_count,
        customer_count
    from one_order_people

)

select
    order_count,
    cast(sum(customer_count) as bigint) as customer_count
from counts
where customer_count > 0
group by order_count
order by order_count
