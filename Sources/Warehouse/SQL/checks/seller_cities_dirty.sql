-- rule: A seller city is a plain name: no zip code, e-mail address, state suffix, remark or stray accent.
-- rule_pt: A cidade de um vendedor é um nome simples: sem CEP, e-mail, sigla de estado, observação ou acento solto.
-- severity: warn
-- table: dim_sellers
-- The source writes names without accents, so an accented one is the twin of a plain one. chr(39) is the apostrophe.

select
    seller_id,
    seller_city,
    seller_state,
    zip_code_prefix
from dim_sellers
where seller_city is null
    or translate(seller_city, 'abcdefghijklmnopqrstuvwxyz -' || chr(39), '') <> ''
    or seller_city like '%-__'
    or seller_city like '%- __'
    or length(seller_city) < 3
order by
    seller_city,
    seller_id
