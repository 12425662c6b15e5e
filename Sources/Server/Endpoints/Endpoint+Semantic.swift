import Analytics
import DuckDB

extension Endpoint {
    /// A column of an endpoint that the semantic layer answers: its name in the contract, and what it is.
    enum Column: Sendable {
        case dimension(String, as: String)
        case metric(String, as: String)
    }

    /// An endpoint whose rows are the answer to one question: some metrics by some dimensions.
    ///
    /// - Parameters:
    ///   - columns: The columns, in order; at least one metric.
    ///   - sort: The metric or dimension, by its name in the catalogue, that orders the rows; `-` before it for descending.
    ///   - omitsNull: A dimension, by its name in the catalogue, without whose value a row is left out.
    static func question(
        _ path: String, _ summary: String, parameters: [Parameter], columns: [Column], sort: String? = nil,
        omitsNull: String? = nil
    ) -> Endpoint {
        let catalogue = Catalogue.standard
        var dimensions: [Dimension] = []
        var metrics: [Metric] = []
        var fields: [Field] = []
        for column in columns {
            switch column {
            case .dimension(let name, let field):
                guard let dimension = catalogue.dimension(name) else { continue }
                dimensions.append(dimension)
                fields.append(Field(field, dimension: dimension))
            case .metric(let name, let field):
                guard let metric = catalogue.metric(name) else { continue }
                metrics.append(metric)
                fields.append(Field(field, metric: metric))
            }
        }
        let order = sort.map { text in
            text.hasPrefix("-")
                ? Question.Sort(String(text.dropFirst()), isDescending: true)
                : Question.Sort(text, isDescending: false)
        }
        let (by, wanted, names) = (dimensions, metrics, fields.map(\.name))
        return Endpoint(
            path: path, summary: summary, parameters: Parameters(parameters + [.filters, .format]), shape: .rows,
            fields: fields
        ) { asked in
            let answer = try await asked.analyst.answer(
                Question(wanted, by: by, over: asked.days, filters: asked.filters, sort: order, limit: asked.limit))
            // Dimensions come before metrics in an answer; the contract's order may differ.
            let positions = columns.compactMap { column -> Int? in
                switch column {
                case .dimension(let name, _): by.firstIndex { $0.name == name }
                case .metric(let name, _): wanted.firstIndex { $0.name == name }.map { by.count + $0 }
                }
            }
            let width = answer.columns.count
            let left = omitsNull.flatMap { name in by.firstIndex { $0.name == name } }
            var cells = answer.cells
            if left != nil || positions != Array(positions.indices) {
                cells = stride(from: 0, to: cells.count, by: width).flatMap { start in
                    left.map { cells[start + $0].isNull } == true ? [] : positions.map { cells[start + $0] }
                }
            }
            return Payload(data: .rows(RowSet(columns: names, cells: cells)), meta: answer.meta)
        }
    }
}

extension Answer {
    /// What an answer says about itself.
    var meta: [(String, JSON)] {
        [
            ("is_truncated", .boolean(isTruncated)),
            ("sources", .object(sources.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })),
        ]
    }
}

extension Field {
    init(_ name: String, metric: Metric) {
        let isWhole = metric.unit == .count
        self.init(
            name, isWhole ? .integer : .number, isNullable: !metric.isNeverNull, metric.definition.english)
    }

    init(_ name: String, dimension: Dimension) {
        let kind: Kind =
            dimension.isTime ? .day : dimension.isWhole ? .integer : .text
        self.init(name, kind, isNullable: !dimension.isTime, dimension.label.english + ".")
    }
}
