import DuckDB

/// Turns what was asked about into what models look at, and keeps account of what was missing, unknown, looked up, assumed.
struct Lookup: Sendable {
    private(set) var facts = OrderFacts()
    private(set) var missing: [String] = []
    private(set) var unknown: [Prediction.Unknown] = []
    private(set) var lookedUp: [String] = []
    private(set) var assumed: [String] = []
    private(set) var notes: [String] = []

    init(_ input: OrderInput, references: References, levels: CurrentLevels) {
        readOrder(input, references, levels)
        for (index, item) in input.items.enumerated() {
            let prefix = input.isListed ? "items[\(index)]." : ""
            var line = self.line(item, prefix, references)
            line.quantity = quantity(input, item, prefix)
            levels.fill(&line, customerState: facts.customerState)
            facts.lines.append(line)
        }
        facts.recentDeliveries = levels.recent.level(on: facts.purchasedAt.day)
        if facts.purchasedAt < levels.moment, input.order["purchased_at"] != nil {
            notes.append(
                "Past price and delivery levels are those of \(levels.moment.day.adding(days: -1)), after the purchase."
            )
        }
    }

    private mutating func readOrder(_ input: OrderInput, _ references: References, _ levels: CurrentLevels) {
        if case .time(let time)? = input.order["purchased_at"] {
            facts.purchasedAt = time
        } else {
            facts.purchasedAt = Timestamp(day: levels.moment.day, hour: 14) ?? levels.moment
            assumed.append("purchased_at")
        }
        if let state = text("customer_state", input.order, "") {
            if State.codes[state.uppercased()] != nil {
                facts.customerState = state.uppercased()
            } else {
                unknown.append(Prediction.Unknown(name: "customer_state", value: state))
            }
        }
        if let prefix = text("customer_zip_code_prefix", input.order, "") {
            facts.customerPlace = references.place(prefix: prefix)
            if facts.customerPlace == nil {
                unknown.append(Prediction.Unknown(name: "customer_zip_code_prefix", value: prefix))
            }
        }
        facts.customerPlace = facts.customerPlace ?? references.place(-1, in: facts.customerState)
        if let payment = text("payment_type", input.order, "") {
            if PaymentType.names.contains(payment) {
                facts.paymentType = payment
            } else {
                unknown.append(Prediction.Unknown(name: "payment_type", value: payment))
            }
        }
        facts.installments = number("payment_installments", input.order, "").map { Int($0) }
        if case .day(let day)? = input.order["promised_date"] {
            facts.promisedDate = day
        } else {
            missing.append("promised_date")
        }
    }

    private mutating func quantity(_ input: OrderInput, _ item: [String: OrderInput.Given], _ prefix: String) -> Int {
        let given = input.isListed ? item["quantity"] : input.order["item_count"]
        if case .number(let count)? = given { return Int(count) }
        assumed.append(input.isListed ? prefix + "quantity" : "item_count")
        return 1
    }

    private mutating func line(
        _ item: [String: OrderInput.Given], _ prefix: String, _ references: References
    ) -> LineFacts {
        var line = LineFacts()
        var known: References.Product?
        if let id = text("product_id", item, prefix) {
            if let key = references.productKeys[id], let product = references.products[key] {
                line.productKey = key
                known = product
            } else {
                unknown.append(Prediction.Unknown(name: prefix + "product_id", value: id))
            }
        }
        readCategory(&line, item, prefix, known, references)
        func measure(_ name: String, _ stored: KeyPath<ProductFacts, Double?>) -> Double? {
            if case .number(let value)? = item[name] { return value }
            if let value = known?.facts[keyPath: stored] {
                lookedUp.append(prefix + name)
                return value
            }
            missing.append(prefix + name)
            return nil
        }
        line.product = ProductFacts(
            weight: measure("weight_g", \.weight), length: measure("length_cm", \.length),
            height: measure("height_cm", \.height), width: measure("width_cm", \.width),
            photos: measure("photos", \.photos),
            descriptionLength: measure("description_length", \.descriptionLength))
        readSeller(&line, item, prefix, references)
        return line
    }

    private mutating func readCategory(
        _ line: inout LineFacts, _ item: [String: OrderInput.Given], _ prefix: String, _ known: References.Product?,
        _ references: References
    ) {
        if case .text(let name)? = item["category"] {
            if let key = references.categoryKeys[name] {
                line.categoryKey = key
            } else {
                unknown.append(Prediction.Unknown(name: prefix + "category", value: name))
            }
        } else if let known, known.categoryKey >= 0 {
            line.categoryKey = known.categoryKey
            lookedUp.append(prefix + "category")
        } else {
            missing.append(prefix + "category")
        }
    }

    private mutating func readSeller(
        _ line: inout LineFacts, _ item: [String: OrderInput.Given], _ prefix: String, _ references: References
    ) {
        var seller: References.Seller?
        if let id = text("seller_id", item, prefix) {
            if let key = references.sellerKeys[id] {
                line.sellerKey = key
                seller = references.sellers[key]
            } else {
                unknown.append(Prediction.Unknown(name: prefix + "seller_id", value: id))
            }
        }
        if case .text(let state)? = item["seller_state"] {
            if State.codes[state.uppercased()] != nil {
                line.sellerState = state.uppercased()
            } else {
                unknown.append(Prediction.Unknown(name: prefix + "seller_state", value: state))
            }
        } else if let state = seller?.state {
            line.sellerState = state
            lookedUp.append(prefix + "seller_state")
        } else {
            missing.append(prefix + "seller_state")
        }
        let isWhereItWas = line.sellerState == seller?.state
        line.sellerPlace = (isWhereItWas ? seller?.place : nil) ?? references.place(-1, in: line.sellerState)
        // The centre of one state twice is no distance of zero, but one that is not known.
        if line.sellerPlace == facts.customerPlace { line.sellerPlace = nil }
    }

    private mutating func text(_ name: String, _ given: [String: OrderInput.Given], _ prefix: String) -> String? {
        if case .text(let text)? = given[name] { return text }
        missing.append(prefix + name)
        return nil
    }

    private mutating func number(_ name: String, _ given: [String: OrderInput.Given], _ prefix: String) -> Double? {
        if case .number(let number)? = given[name] { return number }
        missing.append(prefix + name)
        return nil
    }
}
