-- Makes the tables that tell which versions there are; what is there stays.

create schema if not exists vitrine;

comment on schema vitrine is 'Vitrine: which versions of the warehouse there are, and which one is current';

create table if not exists vitrine.warehouse (
    is_only boolean primary key default true check (is_only),
    id text not null default gen_random_uuid()::text,
    format integer not null
);

create table if not exists vitrine.versions (
    number integer primary key,
    name text not null unique,
    batches text[] not null,
    models text,
    published_at timestamp not null
);

create table if not exists vitrine.current_version (
    is_only boolean primary key default true check (is_only),
    number integer not null references vitrine.versions
);

insert into vitrine.warehouse (format) values (1) on conflict do nothing;
