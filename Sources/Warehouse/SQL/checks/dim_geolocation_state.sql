-- rule: Every zip prefix is in one of Brazil's 27 states.
-- rule_pt: Todo prefixo de CEP está em um dos 27 estados do Brasil.
-- severity: warn
-- table: dim_geolocation

select
    zip_code_prefix,
    geolocation_state
from dim_geolocation
where geolocation_state is null
    or geolocation_state not in (
        'AC', 'AL', 'AM', 'AP', 'BA', 'CE', 'DF', 'ES', 'GO', 'MA', 'MG', 'MS', 'MT', 'PA',
        'PB', 'PE', 'PI', 'PR', 'RJ', 'RN', 'RO', 'RR', 'RS', 'SC', 'SE', 'SP', 'TO'
    )
order by zip_code_prefix
