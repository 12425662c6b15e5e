-- rule: Orders come in until shortly before the last one: at most 90 days lie between the as-of day and it.
-- rule_pt: Os pedidos chegam até pouco antes do último: entre ele e a data de referência há no máximo 90 dias.
-- severity: warn
-- table: mart_as_of
-- The data is historical, so its age is measured against itself and not against the wall clock.

select
    as_of_date,
    last_order_date
from mart_as_of
where last_order_date > as_of_date + 90
