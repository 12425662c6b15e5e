-- Lists a new version.

insert into vitrine.versions (number, name, batches, models, published_at)
values ($1, $2, $3, $4, $5)
