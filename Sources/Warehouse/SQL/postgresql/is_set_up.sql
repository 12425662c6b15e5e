-- Whether the tables of set_up.sql are there, and in which form.

select to_regclass('vitrine.current_version') is not null as is_set_up
