import Foundation

/// Why a synthetic export could not be written.
public enum DemoError: Error, Equatable, Sendable {
    /// An option is out of bounds; the text names the option, the value and the bounds.
    case invalidOption(String)
    /// The folder for the export could not be made or used.
    case unusableDirectory(path: String, reason: String)
    /// A file of the export could not be opened, written or put in place.
    case unwritableFile(path: String, reason: String)
    /// The task that writes was cancelled; nothing of the export is left behind.
    case cancelled
}

extension DemoError: CustomStringConvertible, LocalizedError {
    /// What was wrong, where, and what to do.
    public var description: String {
        switch self {
        case .invalidOption(let text):
            text
        case .unusableDirectory(let path, let reason):
            "cannot use \(path) as the folder for the export: \(reason). Choose a folder that can be written to."
        case .unwritableFile(let path, let reason):
            "cannot write \(path): \(reason). Check the free space and the rights of its folder."
        case .cancelled:
            "writing the export was cancelled; no file of it was left behind."
        }
    }

    /// The same text for callers that only know `Error`.
    public var errorDescription: String? { description }
}
