import Foundation

extension Report {
    /// A tested window before its figures are made.
    struct Test: Sendable {
        let window: Windows.Window
        let trained: Int
        let tests: [Tested]
        /// The same orders, had nothing been loaded after the model was trained; nil where that changes nothing.
        let unattended: [Tested]?
    }

    /// Categories with fewer test orders stand together.
    private static let fewestOfCategory = 100
    private static let mostCategories = 25

    init(
        _ target: Target, tests: [Test], samples: Int, importance: [Double], categories: [Int32: String]
    ) throws(LearningError) {
        let all = tests.flatMap(\.tests)
        var windows: [Window] = []
        for test in tests {
            guard let score = Score(test.tests, target) else { continue }
            windows.append(
                Window(
                    trainedUntil: test.window.first.adding(days: -1).description,
                    testedFrom: test.window.first.description, testedTo: test.window.last.description,
                    samplesTrained: test.trained, score: score,
                    unattended: test.unattended.flatMap { Score($0, target) }))
        }
        guard windows.count >= Windows.fewest, let overall = Score(all, target) else {
            throw LearningError(.data, "There are too few later orders to test \(target.rawValue) on.")
        }
        let beats = windows.allSatisfy(\.score.beatsBaselines)
        let isCovered = windows.allSatisfy(\.score.isCovered)
        self.init(
            name: target.rawValue, unit: target.unit, target: target.meaning, samples: samples, beatsBaselines: beats,
            coverageWithinThreePoints: isCovered, verdict: Self.verdict(windows), cannotKnow: target.cannotKnow,
            overall: overall, windows: windows, byCategory: Self.byCategory(all, target, categories),
            byBand: Self.byBand(all, target), calibration: Self.calibration(all),
            features: zip(target.features, importance).map { feature, share in
                FeatureShare(
                    name: feature.name, label: feature.label, unit: feature.unit, known: feature.known,
                    meaning: feature.meaning, minimum: feature.range.lowerBound, maximum: feature.range.upperBound,
                    importance: share)
            })
    }

    private static func calibration(_ tests: [Tested]) -> [Calibrated] {
        Calibration.levels.enumerated().map { index, level in
            let widths = tests.map { $0.intervals[index].upper - $0.intervals[index].lower }
            return Calibrated(
                nominal: level, coverage: Score.coverage(tests, index), width: Statistics.mean(widths) ?? 0)
        }
    }

    private static func byBand(_ tests: [Tested], _ target: Target) -> [Score] {
        let bands = target.bands
        return bands.indices.compactMap { index in
            let upper = index + 1 < bands.count ? bands[index + 1].lower : .infinity
            let inBand = tests.filter { $0.outcome.actual >= bands[index].lower && $0.outcome.actual < upper }
            return Score(inBand, target, group: bands[index].name)
        }
    }

    private static func byCategory(_ tests: [Tested], _ target: Target, _ names: [Int32: String]) -> [Score] {
        let groups = Dictionary(grouping: tests) { $0.outcome.order.category }
            .sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }
        var scores: [Score] = []
        var others: [Tested] = []
        for (key, group) in groups {
            if scores.count < mostCategories, group.count >= fewestOfCategory, let name = names[key],
                let score = Score(group, target, group: name)
            {
                scores.append(score)
            } else {
                others += group
            }
        }
        if let score = Score(others, target, group: "(others)") { scores.append(score) }
        return scores
    }

    private static func verdict(_ windows: [Window]) -> String {
        var sentences: [String] = []
        let lost = windows.flatMap { window in
            window.score.baselines.sorted { $0.key < $1.key }.filter { $0.value.mae <= window.score.mae }
                .map { "\($0.key) in the window from \(window.testedFrom)" }
        }
        sentences.append(
            lost.isEmpty
                ? "Its mean absolute error is smaller than every baseline's in each of the \(windows.count) windows."
                : "It does not beat \(lost.joined(separator: ", nor ")).")
        let missed = windows.filter { !$0.score.isCovered }.map {
            "\(percent($0.score.coverage)) in the window from \($0.testedFrom)"
        }
        sentences.append(
            missed.isEmpty
                ? "Its 80% intervals held 77% to 83% of the orders in each of them."
                : "Its 80% intervals did not hold 77% to 83% of the orders everywhere: \(missed.joined(separator: ", "))."
        )
        return sentences.joined(separator: " ")
    }

    private static func percent(_ share: Double) -> String { String(format: "%.1f%%", share * 100) }
}
