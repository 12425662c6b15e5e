-- rule: Every seller is in one of Brazil's 27 states.
-- rule_pt: Todo vendedor está em um dos 27 estados do Brasil.
-- severity: warn
-- table: dim_sellers

select
    seller_id,
    seller_state
from dim_sellers
where seller_state is null
    or seller_state not in (
        'AC', 'AL', 'AM', 'AP', 'BA', 'CE', 'DF', 'ES', 'GO', 'MA', 'MG', 'MS', 'MT', 'PA',
        'PB', 'PE', 'PI', 'PR', 'RJ', 'RN', 'RO', 'RR', 'RS', 'SC', 'SE', 'SP', 'TO'
    )
order by seller_id
