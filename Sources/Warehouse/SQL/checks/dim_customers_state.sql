-- rule: Every customer is in one of Brazil's 27 states.
-- rule_pt: Todo cliente está em um dos 27 estados do Brasil.
-- severity: warn
-- table: dim_customers

select
    customer_id,
    customer_state
from dim_customers
where customer_state is null
    or customer_state not in (
        'AC', 'AL', 'AM', 'AP', 'BA', 'CE', 'DF', 'ES', 'GO', 'MA', 'MG', 'MS', 'MT', 'PA',
        'PB', 'PE', 'PI', 'PR', 'RJ', 'RN', 'RO', 'RR', 'RS', 'SC', 'SE', 'SP', 'TO'
    )
order by customer_id
