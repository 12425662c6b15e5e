import DuckDB
import Foundation
import Warehouse

/// Shows where a load is: one line that is rewritten on a terminal, a line per stage elsewhere.
final class LoadDisplay {
    let progress: LoadProgress
    private let timer: DispatchSourceTimer?
    private var hasEnded = false
    private static let interval = DispatchTimeInterval.milliseconds(100)

    init() {
        if Terminal.isInteractive {
            progress = LoadProgress()
            let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "progress"))
            self.timer = timer
            let start = ContinuousClock.now
            timer.schedule(deadline: .now() + Self.interval, repeating: Self.interval)
            timer.setEventHandler { [progress] in
                Terminal.write("\r\u{1B}[K" + Self.line(progress, since: start))
            }
            timer.resume()
        } else {
            timer = nil
            let shown = Locked("")
            progress = LoadProgress { stage in
                let title = Self.title(stage)
                let isNew = shown.withLock { shown in
                    defer { shown = title }
                    return shown != title
                }
                if isNew { Terminal.write("\(title)\n") }
            }
        }
    }

    /// Clears the line. May be called again.
    func end() {
        guard !hasEnded, let timer else { return }
        hasEnded = true
        timer.cancel()
        Terminal.write("\r\u{1B}[K")
    }

    /// What a stage is called, without its details.
    private static func title(_ stage: LoadProgress.Stage) -> String {
        switch stage {
        case .reading: "Reading files"
        case .comparing: "Comparing with what is there"
        case .building: "Building the star schema"
        case .checking: "Checking"
        case .copying: "Copying to PostgreSQL"
        case .publishing: "Publishing"
        }
    }

    private static func line(_ progress: LoadProgress, since start: ContinuousClock.Instant) -> String {
        let seconds = Double((ContinuousClock.now - start).components.seconds) + 0.001
        let stage = progress.stage
        switch stage {
        case .reading:
            let now = progress.landing.snapshot
            let elapsed = max(0.1, (ContinuousClock.now - start) / .seconds(1))
            let share =
                now.totalBytes.map { " \(Figures.percent(min(1, Double(now.bytes) / Double(max(1, $0)))))" } ?? ""
            let rate = Figures.count(Int(Double(now.rows) / elapsed))
            return "\(title(stage))\(share)  \(Figures.count(now.rows)) rows, \(rate) rows/s"
        case .building(let model): return "\(title(stage)): \(model)  \(Int(seconds)) s"
        case .checking(let check): return "\(title(stage)): \(check)  \(Int(seconds)) s"
        case .copying(let table): return "\(title(stage)): \(table)  \(Int(seconds)) s"
        case .comparing, .publishing: return "\(title(stage))  \(Int(seconds)) s"
        }
    }
}
