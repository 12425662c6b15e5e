-- rule: Every row that was read could be used.
-- rule_pt: Toda linha lida pôde ser usada.
-- severity: warn
-- table: load_rejects

select
    table_name,
    file,
    line,
    column_name,
    value,
    reason
from load_rejects
order by
    table_name,
    file,
    line,
    column_name
