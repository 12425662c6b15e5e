import ArgumentParser
import Values

/// The day that "the last 30 days" end on.
struct AsOfOption: ParsableArguments {
    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp(
            "The day that \"the last 30 days\" end on, YYYY-MM-DD.",
            discussion: "Otherwise the last day with at least a tenth of the median day's orders.", valueName: "day"))
    private var text: String?

    /// The day; nil where none is given.
    var day: Day? { text.flatMap(Day.init) }

    func validate() throws {
        guard text == nil || day != nil else {
            throw ValidationError("--as-of \(text ?? ""): a day has the form YYYY-MM-DD.")
        }
    }
}
