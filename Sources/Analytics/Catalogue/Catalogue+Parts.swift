extension Catalogue {
    /// Metrics of the order lines fact.
    static let itemMetrics: [Metric] = {
        let revenue = Measure("revenue", of: .items, .sum("price"), kind: .money)
        let freight = Measure("freight_value", of: .items, .sum("freight_value"), kind: .money)
        let items = Measure("item_count", of: .items, .rows)
        let orders = Measure("order_with_items_count", of: .items, .keys(.orderOfLines))
        return [
            Metric(
                "revenue", Label("Revenue", "Receita"), .brl, .value(revenue),
                Label(
                    "Sum of the items' prices, of orders of every status; freight is separate.",
                    "Soma dos preços dos itens, de pedidos de todas as situações; o frete é à parte.")),
            Metric(
                "freight", Label("Freight", "Frete"), .brl, .value(freight),
                Label("Sum of the items' freight.", "Soma do frete dos itens.")),
            Metric(
                "items", Label("Items sold", "Itens vendidos"), .count, .value(items),
                Label("Order lines.", "Linhas de pedidos.")),
            Metric(
                "orders_with_items", Label("Orders with items", "Pedidos com itens"), .count, .value(orders),
                Label("Orders that have at least one of these items.", "Pedidos com pelo menos um destes itens.")),
            Metric(
                "avg_order_value", Label("Average order value", "Valor médio do pedido"), .brl,
                .quotient(revenue, orders, scale: 1),
                Label("Revenue ÷ orders that have at least one item.", "Receita ÷ pedidos com pelo menos um item.")),
            Metric(
                "items_per_order", Label("Items per order", "Itens por pedido"), .number,
                .quotient(items, orders, scale: 1),
                Label("Items ÷ orders that have at least one item.", "Itens ÷ pedidos com pelo menos um item.")),
            Metric(
                "avg_price", Label("Average price", "Preço médio"), .brl, .quotient(revenue, items, scale: 1),
                Label("Revenue ÷ items.", "Receita ÷ itens.")),
            Metric(
                "avg_freight", Label("Average freight", "Frete médio"), .brl, .quotient(freight, items, scale: 1),
                Label("Freight ÷ items.", "Frete ÷ itens.")),
            Metric(
                "freight_share", Label("Freight share", "Participação do frete"), .share,
                .shareOfSum(freight, revenue),
                Label("Freight ÷ (revenue + freight).", "Frete ÷ (receita + frete).")),
            Metric(
                "products_sold", Label("Products sold", "Produtos vendidos"), .count,
                .value(Measure("product_count", of: .items, .distinct("product_key"))),
                Label("Different known products sold.", "Produtos conhecidos diferentes vendidos.")),
            Metric(
                "active_sellers", Label("Active sellers", "Vendedores ativos"), .count,
                .value(Measure("seller_count", of: .items, .distinct("seller_key"))),
                Label("Different known sellers with a sale.", "Vendedores conhecidos diferentes com alguma venda.")),
        ]
    }()

    /// Metrics of the payments fact.
    static let paymentMetrics: [Metric] = {
        let value = Measure("payments_value", of: .payments, .sum("payment_value"), kind: .money)
        let payments = Measure("payment_count", of: .payments, .rows)
        let installments = Measure("installments_sum", of: .payments, .sum("payment_installments"))
        let split = Measure("installment_payment_count", of: .payments, .rowsWhere(.atLeast("payment_installments", 2)))
        return [
            Metric(
                "payment_value", Label("Payment value", "Valor pago"), .brl, .value(value),
                Label("Sum of payments; includes freight.", "Soma dos pagamentos; inclui o frete.")),
            Metric(
                "payments", Label("Payments", "Pagamentos"), .count, .value(payments),
                Label("Payments; an order may have several.", "Pagamentos; um pedido pode ter vários.")),
            Metric(
                "avg_payment_value", Label("Average payment", "Pagamento médio"), .brl,
                .quotient(value, payments, scale: 1),
                Label("Payment value ÷ payments.", "Valor pago ÷ pagamentos.")),
            Metric(
                "avg_installments", Label("Average installments", "Média de parcelas"), .number,
                .quotient(installments, payments, scale: 1),
                Label("Sum of installments ÷ payments.", "Soma das parcelas ÷ pagamentos.")),
            Metric(
                "installment_share", Label("Installment share", "Participação parcelada"), .share,
                .quotient(split, payments, scale: 1),
                Label(
                    "Payments in two or more installments ÷ payments.",
                    "Pagamentos em duas ou mais parcelas ÷ pagamentos.")),
        ]
    }()

    /// Metrics of the reviews fact.
    static let reviewMetrics: [Metric] = {
        let reviews = Measure("review_count", of: .reviews, .rows)
        func share(_ name: String, _ label: Label, _ condition: Measure.Condition, _ definition: Label) -> Metric {
            Metric(
                name, label, .share,
                .quotient(Measure(name + "_count", of: .reviews, .rowsWhere(condition)), reviews, scale: 1), definition)
        }
        return [
            Metric(
                "reviews", Label("Reviews", "Avaliações"), .count, .value(reviews),
                Label("Reviews of orders.", "Avaliações de pedidos.")),
            Metric(
                "avg_review_score", Label("Average review score", "Nota média"), .score,
                .quotient(Measure("review_score_sum", of: .reviews, .sum("review_score")), reviews, scale: 1),
                Label("Mean score of reviews, 1 to 5.", "Nota média das avaliações, de 1 a 5.")),
            share(
                "one_star_share", Label("One-star share", "Participação de uma estrela"),
                .equalsNumber("review_score", 1),
                Label("Reviews with score 1 ÷ reviews.", "Avaliações com nota 1 ÷ avaliações.")),
            share(
                "five_star_share", Label("Five-star share", "Participação de cinco estrelas"),
                .equalsNumber("review_score", 5),
                Label("Reviews with score 5 ÷ reviews.", "Avaliações com nota 5 ÷ avaliações.")),
            share(
                "comment_share", Label("Comment share", "Participação com comentário"), .isTrue("has_comment"),
                Label("Reviews with a title or a message ÷ reviews.", "Avaliações com título ou mensagem ÷ avaliações.")
            ),
        ]
    }()
}
