/// Why something could not be learned or predicted.
public struct LearningError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Whose turn it is to act.
    public enum Kind: Sendable {
        /// What a prediction was asked of is not what it may be.
        case input
        /// There is too little data to learn from.
        case data
        /// No model has been trained.
        case noModel
        /// The stored model is damaged, or made by another program.
        case refusedModel
        /// The library or the machine says no.
        case environment
    }

    /// Whose turn it is to act.
    public let kind: Kind
    /// What was wrong, where, and what to do.
    public let message: String
    /// The input at fault, such as `orders[3].weight_g`.
    public let parameter: String?

    /// The message.
    public var description: String { message }

    init(_ kind: Kind, _ message: String, parameter: String? = nil) {
        self.kind = kind
        self.message = message
        self.parameter = parameter
    }

    /// An input is wrong.
    public static func input(_ parameter: String?, _ message: String) -> LearningError {
        LearningError(.input, message, parameter: parameter)
    }

    /// Nothing was trained in a home yet.
    public static let noModel = LearningError(
        .noModel, "No model has been trained yet. Train one with: vitrine train")
}
