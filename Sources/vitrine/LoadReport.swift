import Foundation
import Warehouse

/// A load's summary for a person.
struct LoadReport {
    let summary: LoadSummary

    var text: String {
        guard !summary.tables.isEmpty else {
            return summary.isPublished
                ? "Version \(summary.version), built anew, is current in \(summary.warehouse), after \(Figures.fixed(summary.seconds, 1)) s."
                : "Nothing new: version \(summary.version) was built by this Vitrine."
        }
        var table = TextTable(["table", "read", "landed", "rejected", "new", "changed"])
        for row in summary.tables {
            table.add(
                [row.name]
                    + [row.rowsRead, row.rowsLanded, row.rowsRejected, row.rowsNew, row.rowsChanged].map(Figures.count))
        }
        var lines = table.lines
        for note in summary.ignored { lines.append("passed over: \(note)") }
        lines.append("")
        guard summary.isPublished else {
            lines.append("Nothing new: this content is already in version \(summary.version).")
            return lines.joined(separator: "\n")
        }
        let rejected = summary.tables.reduce(0) { $0 + $1.rowsRejected }
        if rejected > 0 {
            lines.append("\(Figures.count(rejected)) rows were rejected; each is kept with its file, line and reason.")
        }
        if summary.rowsWaiting > 0 {
            lines.append("\(Figures.count(summary.rowsWaiting)) rows wait for an order that is not loaded yet.")
        }
        let failed = summary.checks.count - summary.checksPassed - summary.checksWarned
        lines.append(
            "Checks: \(summary.checksPassed) passed, \(summary.checksWarned) warned, \(failed) failed "
                + "(vitrine check shows them).")
        if let asOf = summary.asOf { lines.append("Data as of \(asOf).") }
        lines.append(
            "Version \(summary.version) is current in \(summary.warehouse), after \(Figures.fixed(summary.seconds, 1)) s."
        )
        return lines.joined(separator: "\n")
    }
}
