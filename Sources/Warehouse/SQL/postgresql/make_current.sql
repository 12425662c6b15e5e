-- Makes a version the one to read: the last statement of its transaction.

insert into vitrine.current_version (number)
values ($1)
on conflict (is_only) do update set number = excluded.number
