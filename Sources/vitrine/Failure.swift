import ArgumentParser
import Demo
import Foundation
import Learning
import Warehouse

/// Tells an error on standard error and turns it into the exit code.
enum Failure {
    static func report(_ error: any Error) -> Int32 {
        switch error {
        case let code as ExitCode:
            return code.rawValue
        case let error as WarehouseError:
            Terminal.error(error.message)
            switch error.kind {
            case .input: return Exit.usage
            case .checks: return Exit.failedCheck
            case .environment, .unavailable, .cancelled: return Exit.environment
            }
        case let error as LearningError:
            Terminal.error(error.parameter.map { "\($0): \(error.message)" } ?? error.message)
            switch error.kind {
            case .input, .data, .noModel: return Exit.usage
            case .refusedModel, .environment: return Exit.environment
            }
        case let error as FailedChecks:
            Terminal.error(error.description)
            return Exit.failedCheck
        case let error as DemoError:
            Terminal.error("\(error)")
            return Exit.environment
        default:
            return parserError(error)
        }
    }

    /// The parser's own: help and version go to standard output and are no failure.
    private static func parserError(_ error: any Error) -> Int32 {
        let code = Vitrine.exitCode(for: error)
        let message = Vitrine.fullMessage(for: error)
        if code == .success {
            print(message)
            return 0
        }
        if code == .validationFailure {
            Terminal.write(message + "\n")
            return Exit.usage
        }
        Terminal.error("\(error)")
        return Exit.environment
    }
}
