-- rule: There is exactly one as-of row.
-- rule_pt: Há exatamente uma linha com a data de referência.
-- severity: error
-- table: mart_as_of

select count(*) as as_of_rows
from mart_as_of
having count(*) <> 1
