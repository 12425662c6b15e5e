-- rule: The orders of each person with several are numbered, added up and followed from the first to the last.
-- rule_pt: Os pedidos de cada pessoa com vários são numerados, somados e seguidos do primeiro ao último.
-- severity: error
-- table: mart_returning_orders

select
    person_key,
    count(*) as order_count,
    max(order_number) as last_order_number,
    sum(payments_value) as payments_value,
    max(payments_value_cents_to_date) as payments_value_cents_to_date
from mart_returning_orders
group by person_key
having count(*) <> max(orders_of_person)
    or count(*) <> max(order_number)
    or count(*) * (count(*) + 1) <> 2 * sum(order_number)
    or count(*) filter (where next_purchase_date = date '9999-12-31') <> 1
    or sum(payments_value) * 100 <> sum(payments_value_cents_to_date) filter (
        where next_purchase_date = date '9999-12-31'
    )
    or count(distinct customer_geolocation_key) + max(case when customer_geolocation_key is null then 1 else 0 end)
    <> count(*) filter (where previous_purchase_date_at_prefix < first_purchase_date)
    or count(distinct customer_place_key) + max(case when customer_place_key is null then 1 else 0 end)
    <> count(*) filter (where previous_purchase_date_at_place < first_purchase_date)
    or (count(distinct customer_geolocation_key) > 1) <> (max(case when is_of_several_prefixes then 1 else 0 end) > 0)
order by person_key
