extension AnswerCache {
    /// What the cache holds and did so far.
    struct Figures: Sendable {
        /// Answers that were kept.
        var hits = 0
        /// Answers that had to be made.
        var misses = 0
        /// Requests that waited for an answer being made for another.
        var joined = 0
        /// Answers that nobody waited for any more before they were made.
        var abandoned = 0
        /// Answers that took too long.
        var timeouts = 0
        /// Answers that could not be made.
        var failures = 0
        /// Answers dropped to make room.
        var evictions = 0
        /// Answers kept now.
        var count = 0
        /// What these take in memory.
        var bytes = 0
        /// How much they may take.
        var capacity = 0
        /// Answers being made now.
        var running = 0
        /// Requests waiting for those.
        var waiting = 0
        /// How long making answers took.
        var times = Histogram()

        mutating func record(_ result: Result<ServedContent, any Error>, seconds: Double) {
            times.record(seconds: seconds)
            guard case .failure(let error) = result else { return }
            if error is AnswerTimeout { timeouts += 1 } else { failures += 1 }
        }
    }
}
