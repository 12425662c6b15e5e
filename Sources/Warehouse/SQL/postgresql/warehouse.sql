-- What tells this warehouse from others, and the form of its tables.

select
    id,
    format
from vitrine.warehouse
