extension Catalogue {
    /// The catalogue as a page of documentation.
    public var markdown: String {
        var lines = [
            "# Metrics and dimensions",
            "",
            "Written from the catalogue by `make docs`; do not edit. Each metric is defined once and is the same in a card, a chart,",
            "the API, a CSV file and on the command line. Where there is nothing to divide by, a quotient is null; counts and sums are 0.",
            "",
            "A metric that is *additive* may be added up: its values over the parts of its own fact, or of the orders, make its total.",
            "",
            "## Metrics",
        ]
        for fact in Fact.allCases {
            lines += [
                "", "### Of the \(fact.rowName)s", "", "| name | label | unit | additive | definition |",
                "|---|---|---|---|---|",
            ]
            for metric in metrics where metric.fact == fact {
                lines.append(
                    "| `\(metric.name)` | \(metric.label.english) | \(metric.unit.rawValue) | "
                        + "\(metric.isAdditive ? "yes" : "no") | \(metric.definition.english) |")
            }
        }
        lines += [
            "",
            "Units: `count` things counted; `brl` Brazilian reais; `share` a part of a whole, 0 to 1; `days`; `score` 1 to 5; `number`.",
            "", "## Dimensions", "",
            "A filter takes the same names, but those of time, `day` to `year`: their filter is the range. Filtering a metric by a dimension",
            "of its own fact, or of the order, restricts its rows; by a dimension of another fact, it restricts to orders that have such a",
            "row, and several filters on one other fact must be met by one and the same row. Grouping by a dimension gives, for each value,",
            "what filtering by it gives, and a row with null for what has no value, which an empty filter asks for; an order without any row",
            "of the other fact has no value there. So a metric never fans out, whatever it is grouped by.", "",
            "Weekday 0 is Monday, and weeks start on Monday. Bands include their lower bound. The value of an order is the sum of its",
            "prices, without freight, and of the whole order whatever filters its items; an order without items has none. The time of",
            "delivery is in whole days, of delivered orders that say when. Who placed several orders at the same first second is new",
            "with the first of their order_ids. Medians and percentiles lie between two values where the share does.",
            "", "## Time", "",
            "A range of so many days ends on the as-of day: the last day with at least a tenth of the median day's orders, where every day",
            "from the first order to the last is one, with orders or without. The first and the last week, month, quarter or year of a range",
            "hold only the days in it. `compare=previous` takes as many days directly before, `compare=year` the same weekdays of the year",
            "before, 364 days earlier; over time, each of those days counts as many days later, so months compared are not whole",
            "calendar months. Days before the first order are days without orders. Groups that only the days compared have are there, too.",
            "",
            "| name | label | lives on | values |", "|---|---|---|---|",
        ]
        for dimension in dimensions {
            lines.append(
                "| `\(dimension.name)` | \(dimension.label.english) | the \(dimension.entity.rowName) | "
                    + "\(dimension.valuesInWords) |")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Dimension {
    /// What values it has, in a few words.
    fileprivate var valuesInWords: String {
        if isTime { return "first day of the \(name), YYYY-MM-DD" }
        guard let values else { return isWhole ? "whole numbers" : "texts of the data" }
        if values.count > 10, let first = values.first, let last = values.last {
            return "`\(first.value)` … `\(last.value)` (\(values.count))"
        }
        return values.map { "`\($0.value)`" }.joined(separator: ", ")
    }
}
