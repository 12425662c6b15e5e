-- Why rows were rejected: a row per table and column, with one example.

with rejects as (

    select
        table_name,
        column_name,
        file,
        line,
        value,
        reason
    from load_rejects

)

select
    table_name,
    column_name,
    count(*) as row_count,
    min(file) as example_file,
    min(line) as example_line,
    min(reason) as example_reason
from rejects
group by
    table_name,
    column_name
order by
    row_count desc,
    table_name,
    column_name
