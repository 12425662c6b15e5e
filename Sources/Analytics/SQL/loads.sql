-- One row per file that was read, in the order in which they were loaded.

select
    batch_number,
    batch_id,
    table_name,
    file,
    bytes,
    rows_read,
    rows_landed,
    rows_rejected,
    landed_at
from load_files
order by
    batch_number,
    table_name,
    file
