import DuckDB
import Foundation
import Warehouse

/// A tier of what people paid in all.
public struct LifetimeTier: Sendable, Hashable {
    /// Its name, such as `VIP (R$ 5000+)`.
    public let name: String
    /// How many people are in it.
    public let customers: Int
    /// What they paid in all, in reais.
    public let value: FixedDecimal
    /// How many orders they have.
    public let orders: Int

    static let names = ["VIP (R$ 5000+)", "High (R$ 2000-5000)", "Medium (R$ 500-2000)", "Low (< R$ 500)"]
}

/// How uneven sellers' revenues are.
public struct Concentration: Sendable, Hashable {
    /// A point of the Lorenz curve: the smallest sellers' part of all sellers, and their part of all revenue, 0 to 1.
    public struct Point: Sendable, Hashable {
        /// The part of the sellers, smallest first.
        public let sellers: Double
        /// Their part of the revenue.
        public let revenue: Double
    }

    /// How many sellers there are.
    public let sellers: Int
    /// The Gini coefficient: 0 where all sell alike, towards 1 where one sells all; nil without revenue.
    public let gini: Double?
    /// At most 101 points from (0, 0) to (1, 1).
    public let curve: [Point]
}

extension Concentration {
    /// The concentration of amounts.
    ///
    /// - Parameter cents: What each sold for, in whole cents, in any order.
    init(ofCents cents: [Int]) {
        let total = cents.reduce(0.0) { $0 + Double($1) }
        guard total > 0 else {
            self.init(sellers: cents.count, gini: nil, curve: [])
            return
        }
        let count = Double(cents.count)
        var running = 0.0
        var weighted = 0.0
        var points = [Point(sellers: 0, revenue: 0)]
        let step = max(1, count / 100)
        var next = step
        for (index, value) in cents.sortedByDigits().enumerated() {
            let position = Double(index + 1)
            running += Double(value)
            weighted += position * Double(value)
            if position >= next || index == cents.count - 1 {
                points.append(Point(sellers: position / count, revenue: min(1, running / total)))
                while next <= position { next += step }
            }
        }
        self.init(
            sellers: cents.count, gini: (2 * weighted) / (count * total) - (count + 1) / count, curve: points)
    }
}

extension Value {
    /// An amount of money in whole cents, or the most that can be said; nil where it is none.
    fileprivate var cents: Int? {
        if case .decimal(let amount) = self, amount.scale == 2, let cents = amount.unscaled64 { return Int(cents) }
        return real.map { Int(exactly: ($0 * 100).rounded()) ?? .max }
    }
}

extension Analyst {
    /// People by what they paid in all: all four tiers, the highest first. Under filters of payments, by those payments.
    public func lifetimeValue(over days: DayRange, filters: Filters) async throws -> [LifetimeTier] {
        let isOfWholeOrders = filters.of(.payments).isEmpty
        let rows = try await rows(
            of: isOfWholeOrders ? "lifetime_value" : "lifetime_value_of_payments", over: days, filters: filters)
        return try LifetimeTier.names.enumerated().map { tier, name in
            let row = rows.first { $0["tier"] == .integer(Int64(tier)) }
            return LifetimeTier(
                name: name,
                customers: try row?.getIfPresent("customer_count", as: Int.self) ?? 0,
                value: FixedDecimal(
                    unscaled: Int128(try row?.getIfPresent("payments_value_cents", as: Int.self) ?? 0), scale: 2),
                orders: try row?.getIfPresent("order_count", as: Int.self) ?? 0)
        }
    }

    /// How uneven sellers' revenues are.
    public func sellerConcentration(over days: DayRange, filters: Filters) async throws -> Concentration {
        let catalogue = Catalogue.standard
        guard let revenue = catalogue.metric("revenue") else {
            return Concentration(sellers: 0, gini: nil, curve: [])
        }
        // By their keys: nobody asks what the sellers are called.
        let seller = Dimension("seller", Label("", ""), of: .items, .column("seller_key"), form: .integer)
        let compiled = compile(Question([revenue], by: [seller], over: days, filters: filters))
        let cells = try await warehouse.rows(compiled.sql, compiled.values).cells
        // Money of lines whose seller is unknown is nobody's.
        let cents = stride(from: 0, to: cells.count, by: 2).compactMap { cells[$0].isNull ? nil : cells[$0 + 1].cents }
        return Concentration(ofCents: cents)
    }

    /// The rows of a query that has a file of its own.
    ///
    /// - Parameters:
    ///   - name: The file's name without extension.
    ///   - values: What it reads beside, by the names that stand in the file, such as `:count`.
    func rows(
        of name: String, over days: DayRange, filters: Filters, with values: [String: Value] = [:]
    ) async throws -> ResultRows {
        let (sql, values) = try NamedQuery.named(name)
            .compiled(over: days, filters: filters, with: values, in: warehouse)
        return try await warehouse.rows(sql, values)
    }

    /// The rows of a query that has a file of its own, as they are.
    public func rows(_ query: NamedQuestion, over days: DayRange, filters: Filters) async throws -> ResultRows {
        try await rows(of: query.rawValue, over: days, filters: filters)
    }
}

/// The questions whose rows are answers as they are.
public enum NamedQuestion: String, Sendable, CaseIterable {
    /// People by how many orders they have: `order_count`, `customer_count`.
    case orderFrequency = "order_frequency"
    /// People by the month of their first order and the months of their orders: `cohort_month`, `activity_month`,
    /// `cohort_size`, `customer_count`.
    case cohorts
    /// What the checks found.
    case qualityChecks = "quality_checks"
    /// Rows that break checks.
    case qualityCheckSamples = "quality_check_samples"
    /// What the checks found in this version and those before it.
    case qualityHistory = "quality_history"
    /// The files that were read.
    case loads
    /// Why rows were rejected.
    case rejectReasons = "reject_reasons"
}

extension NamedQuery {
    private static let known = Locked<[String: NamedQuery]>([:])

    /// The query of this name, read once.
    static func named(_ name: String) throws(AnalyticsError) -> NamedQuery {
        if let query = known.withLock({ $0[name] }) { return query }
        let query = try NamedQuery(name)
        known.withLock { $0[name] = query }
        return query
    }
}
