-- Customers with several orders ever, by zip-code prefix: one row per prefix of those whose selected orders are all from there,
-- without a person; and one row per prefix and person of those who may be met twice, in several prefixes.

select
    geolocation_key,
    person_key,
    customer_count
from returned_prefixes
