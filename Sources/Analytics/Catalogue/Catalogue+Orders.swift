extension Catalogue {
    /// Metrics of the orders fact.
    static let orderMetrics: [Metric] = {
        let orders = Measure("order_count", of: .orders, .rows)
        let people = Measure("customer_count", of: .orders, .keys(.person))
        let peoplesOrders = Measure("order_of_person_count", of: .orders, .present("person_key"))
        let delivered = Measure("delivered_order_count", of: .orders, .rowsWhere(.isTrue("is_delivered")))
        let canceled = Measure("canceled_order_count", of: .orders, .rowsWhere(.equals("order_status", "canceled")))
        let onTime = Measure("on_time_order_count", of: .orders, .rowsWhere(.isTrue("is_on_time")))
        let late = Measure("late_order_count", of: .orders, .rowsWhere(.isFalse("is_on_time")))
        let promised = Measure("promised_delivery_count", of: .orders, .present("is_on_time"))
        let timed = Measure("timed_delivery_count", of: .orders, .present("delivery_seconds"))
        let seconds = Measure("delivery_seconds", of: .orders, .sum("delivery_seconds"))
        let repeatBuyers = Measure("repeat_person_count", of: .orders, .severalKeys(.person, atLeast: 2))
        let secondsADay = 86_400.0
        return [
            Metric(
                "orders", Label("Orders", "Pedidos"), .count, .value(orders),
                Label(
                    "Orders by day of purchase, with or without items, of every status.",
                    "Pedidos pelo dia da compra, com ou sem itens, de todas as situações.")),
            Metric(
                "customers", Label("Customers", "Clientes"), .count, .value(people),
                Label(
                    "Different people (customer_unique_id) who ordered, each counted once.",
                    "Pessoas diferentes (customer_unique_id) que fizeram pedidos, cada uma contada uma vez.")),
            Metric(
                "new_customers", Label("New customers", "Clientes novos"), .count,
                .value(Measure("new_customer_count", of: .orders, .rowsWhere(.isTrue("is_first_order")))),
                Label(
                    "Customers whose first order ever is among the orders counted.",
                    "Clientes cujo primeiro pedido de todos está entre os pedidos contados.")),
            Metric(
                "returning_customers", Label("Returning customers", "Clientes recorrentes"), .count,
                .value(
                    Measure(
                        "returning_customer_count", of: .orders,
                        .distinctWhere("person_key", .isFalse("is_first_order")))),
                Label(
                    "Customers with an order that is not their first ever.",
                    "Clientes com um pedido que não é o seu primeiro.")),
            Metric(
                "repeat_customers", Label("Repeat customers", "Clientes com recompra"), .count, .value(repeatBuyers),
                Label(
                    "Customers with two or more of the orders counted.",
                    "Clientes com dois ou mais dos pedidos contados.")),
            Metric(
                "repeat_rate", Label("Repeat rate", "Taxa de recompra"), .share,
                .quotient(repeatBuyers, people, scale: 1),
                Label(
                    "Customers with two or more of the orders counted ÷ customers with at least one.",
                    "Clientes com dois ou mais dos pedidos contados ÷ clientes com pelo menos um.")),
            Metric(
                "orders_per_customer", Label("Orders per customer", "Pedidos por cliente"), .number,
                .quotient(peoplesOrders, people, scale: 1),
                Label(
                    "Orders of known customers ÷ those customers.",
                    "Pedidos de clientes conhecidos ÷ esses clientes.")),
            Metric(
                "delivered_orders", Label("Delivered orders", "Pedidos entregues"), .count, .value(delivered),
                Label("Orders of status delivered.", "Pedidos com situação entregue.")),
            Metric(
                "canceled_orders", Label("Canceled orders", "Pedidos cancelados"), .count, .value(canceled),
                Label("Orders of status canceled.", "Pedidos com situação cancelado.")),
            Metric(
                "cancel_rate", Label("Cancel rate", "Taxa de cancelamento"), .share,
                .quotient(canceled, orders, scale: 1),
                Label("Canceled orders ÷ orders.", "Pedidos cancelados ÷ pedidos.")),
            Metric(
                "on_time_rate", Label("On-time rate", "Taxa de entrega no prazo"), .share,
                .quotient(onTime, promised, scale: 1),
                Label(
                    "Delivered orders whose delivery date is not after the promised date ÷ delivered orders with both dates.",
                    "Pedidos entregues até a data prometida ÷ pedidos entregues com as duas datas.")),
            Metric(
                "late_orders", Label("Late orders", "Pedidos atrasados"), .count, .value(late),
                Label(
                    "Delivered orders whose delivery date is after the promised date.",
                    "Pedidos entregues depois da data prometida.")),
            Metric(
                "on_time_orders", Label("On-time orders", "Pedidos no prazo"), .count, .value(onTime),
                Label(
                    "Delivered orders whose delivery date is not after the promised date.",
                    "Pedidos entregues até a data prometida.")),
            Metric(
                "timed_deliveries", Label("Timed deliveries", "Entregas com data"), .count, .value(timed),
                Label(
                    "Delivered orders that say when they were delivered.",
                    "Pedidos entregues que informam quando foram entregues.")),
            Metric(
                "avg_delivery_days", Label("Delivery time (mean)", "Tempo de entrega (média)"), .days,
                .quotient(seconds, timed, scale: secondsADay),
                Label(
                    "Mean time from purchase to delivery to the customer, in days and parts of days, over delivered orders.",
                    "Tempo médio da compra à entrega ao cliente, em dias e frações, nos pedidos entregues.")),
            Metric(
                "median_delivery_days", Label("Delivery time (median)", "Tempo de entrega (mediana)"), .days,
                .scaled(
                    Measure("delivery_seconds_p50", of: .orders, .percentile(0.5, "delivery_seconds"), kind: .real),
                    by: secondsADay),
                Label(
                    "Half of the delivered orders took at most so many days.",
                    "Metade dos pedidos entregues levou no máximo tantos dias.")),
            Metric(
                "p90_delivery_days", Label("Delivery time (90th percentile)", "Tempo de entrega (percentil 90)"), .days,
                .scaled(
                    Measure("delivery_seconds_p90", of: .orders, .percentile(0.9, "delivery_seconds"), kind: .real),
                    by: secondsADay),
                Label(
                    "Nine of ten delivered orders took at most so many days.",
                    "Nove em cada dez pedidos entregues levaram no máximo tantos dias.")),
        ]
    }()
}
