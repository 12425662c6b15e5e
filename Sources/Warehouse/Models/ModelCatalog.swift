import Foundation

/// A SQL model: one select statement that makes one table of the warehouse, or a step on the way to it.
struct Model: Sendable, Hashable {
    /// What the model's result becomes.
    enum Materialization: Sendable {
        /// A view that lives while the version is built.
        case view
        /// A table that lives while the version is built.
        case temporaryTable
        /// A table of the published version.
        case table
    }

    /// How large a shop is, by its orders (``Loader/Resources``).
    enum ShopSize: String, Comparable {
        case small = "small shops"
        case medium = "medium shops"
        case large = "large shops"

        static func < (one: Self, other: Self) -> Bool {
            one != other && (one == .small || other == .large)
        }
    }

    let file: SQLFile
    let materialization: Materialization
    /// The models whose results this one reads.
    let dependencies: Set<String>

    var name: String { file.name }

    /// The smallest shops that gain from it: `for: large shops`, `for: medium shops`. In smaller ones it is left empty.
    var smallestShop: ShopSize { ShopSize(rawValue: file.header["for"] ?? "") ?? .small }

    /// The columns that tell its rows apart: `primary_key: order_key, order_item_id`. Empty where it names none.
    var primaryKey: [String] { file.header["primary_key"].map(Self.list) ?? [] }

    /// The columns that hold another table's primary key: `foreign_keys: customer_key dim_customers, …`.
    var foreignKeys: [(column: String, table: String)] {
        (file.header["foreign_keys"].map(Self.list) ?? []).compactMap { pair in
            let words = pair.split(separator: " ").map(String.init)
            return words.count == 2 ? (words[0], words[1]) : nil
        }
    }

    /// The columns to find rows by, beside the primary key: `indexes: purchase_date; person_key, purchase_date`.
    var indexes: [[String]] {
        (file.header["indexes"] ?? "").split(separator: ";").map { Self.list(String($0)) }
    }

    /// The columns that are stored as they are: `uncompressed: order_id`. DuckDB compresses ids that are all different to half
    /// their size, in a tenth of the time of a whole load, and no question of the catalogue reads them.
    var uncompressed: Set<String> { Set(file.header["uncompressed"].map(Self.list) ?? []) }

    /// The columns that questions read, where the others make rows so wide that an engine that reads whole rows has better
    /// keep these apart: `narrow: order_key, purchase_date, price as cents, …`. An amount that stands there as cents is a whole
    /// number in a column `price_cents`: quicker to add up than a decimal, where an engine has decimals of any length. Such
    /// an engine reads a row from its start to the last column asked for: those that most questions ask for come first,
    /// those of no fixed length last.
    var narrow: NarrowCopy? {
        guard let columns = file.header["narrow"] else { return nil }
        let indexes = (file.header["narrow_indexes"] ?? "").split(separator: ";").map { text in
            let parts = String(text).components(separatedBy: " where ")
            return NarrowCopy.Index(
                columns: Self.list(parts[0]),
                condition: parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : nil)
        }
        let copied = Self.list(columns).map { text in
            text.hasSuffix(" as cents")
                ? NarrowCopy.Column.cents(of: String(text.dropLast(" as cents".count))) : .same(text)
        }
        return NarrowCopy(of: name, columns: copied, indexes: indexes)
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}

/// A copy of a table with only the columns that questions read.
package struct NarrowCopy: Sendable, Hashable {
    /// A column of the copy.
    enum Column: Sendable, Hashable {
        /// The table's own.
        case same(String)
        /// An amount of the table in hundredths.
        case cents(of: String)

        var name: String {
            switch self {
            case .same(let name): name
            case .cents(let name): NarrowCopy.cents(of: name)
            }
        }
    }

    /// What rows are found by.
    struct Index: Sendable, Hashable {
        let columns: [String]
        /// Which rows it knows; nil for all.
        let condition: String?
    }

    let name: String
    let columns: [Column]
    let indexes: [Index]

    init(of table: String, columns: [Column], indexes: [Index]) {
        name = Self.name(of: table)
        self.columns = columns
        self.indexes = indexes
    }

    /// What the narrow copy of a table is called.
    package static func name(of table: String) -> String { table + "_narrow" }

    /// What the column of an amount in hundredths is called.
    package static func cents(of column: String) -> String { column + "_cents" }
}

/// All models, in an order in which each comes after those it reads.
struct ModelCatalog: Sendable {
    let models: [Model]

    /// The models that become tables of the published version.
    var published: [Model] { models.filter { $0.materialization == .table } }

    /// The steps that checks look at, with the steps that those read; in order.
    func steps(neededBy checks: [Check]) -> [Model] {
        var needed = checks.reduce(into: Set<String>()) { $0.formUnion($1.file.identifiers) }
        var steps: [Model] = []
        for model in models.reversed() where model.materialization != .table && needed.contains(model.name) {
            steps.append(model)
            needed.formUnion(model.dependencies)
        }
        return steps.reversed()
    }

    /// The steps that take up room and that no later model reads than this one.
    func finished(after model: Model) -> [Model] {
        models.filter { step in
            step.materialization == .temporaryTable
                && models.last { $0.dependencies.contains(step.name) } == model
        }
    }

    /// Reads the models from the module's resources.
    init() throws(WarehouseError) {
        var files: [(file: SQLFile, materialization: Model.Materialization)] = []
        for file in try SQLFile.all(in: "staging") {
            files.append((file, file.header["materialized"] == "table" ? .temporaryTable : .view))
        }
        for file in try SQLFile.all(in: "intermediate") { files.append((file, .temporaryTable)) }
        for folder in ["star", "marts"] {
            for file in try SQLFile.all(in: folder) {
                files.append((file, file.header["materialized"] == "temporary" ? .temporaryTable : .table))
            }
        }
        let names = Set(files.map(\.file.name))
        let models = files.map { file, materialization in
            Model(
                file: file,
                materialization: materialization,
                dependencies: file.identifiers.intersection(names).subtracting([file.name]))
        }
        self.models = try Self.inOrder(models)
    }

    /// Sorts models so that each comes after those it reads; by name where the order is free.
    static func inOrder(_ models: [Model]) throws(WarehouseError) -> [Model] {
        var done: Set<String> = []
        var waiting = models.sorted { $0.name < $1.name }
        var ordered: [Model] = []
        while !waiting.isEmpty {
            let ready = waiting.filter { done.isSuperset(of: $0.dependencies) }
            guard !ready.isEmpty else {
                let names = waiting.map(\.name).joined(separator: ", ")
                throw .environment("the models \(names) read each other in a circle")
            }
            ordered += ready
            done.formUnion(ready.map(\.name))
            waiting.removeAll { done.contains($0.name) }
        }
        return ordered
    }
}
