import Values

/// Answers that were made before, and those being made: each question is asked once, however many ask it at a time.
///
/// A kept answer costs a look into a table. Otherwise the first request starts to make the answer and the others with the
/// same key wait with it. One that goes away leaves the others waiting; when all have gone the making is cancelled, which
/// ends its query. Failures reach all who wait, and are not kept.
final class AnswerCache: Sendable {
    /// Makes an answer. It heeds cancellation.
    typealias Maker = @Sendable () async throws -> ServedContent

    /// Where an answer came from.
    enum Source: Sendable {
        /// It was kept.
        case kept
        /// It was made for this request.
        case made
        /// It was made for another request, which came before.
        case joined
    }

    private struct Making {
        let id: UInt64
        let task: Task<Void, Never>
        let start: ContinuousClock.Instant
        var waiters: [UInt64: CheckedContinuation<ServedContent, any Error>]
    }

    private struct State {
        var kept: RecentlyUsed<AnswerKey, ServedContent>
        /// What URLs ask, for those that were read before.
        var urls: RecentlyUsed<AnswerKey, AnswerKey>
        var makings: [AnswerKey: Making] = [:]
        var lastID: UInt64 = 0
        var figures = Figures()

        mutating func nextID() -> UInt64 {
            lastID += 1
            return lastID
        }
    }

    private let state: Locked<State>
    private let timeLimit: Duration

    /// An empty cache.
    ///
    /// - Parameters:
    ///   - capacity: How many bytes to keep; with 0 nothing is kept, and questions are still asked once at a time.
    ///   - timeLimit: How long making one answer may take.
    init(capacity: Int, timeLimit: Duration) {
        let forURLs = min(capacity / 8, 4 << 20)
        state = Locked(
            State(kept: RecentlyUsed(capacity: capacity - forURLs), urls: RecentlyUsed(capacity: forURLs)))
        self.timeLimit = timeLimit
    }

    /// The answer of a key, kept or made now.
    ///
    /// - Parameters:
    ///   - key: All that the answer depends on.
    ///   - client: Who waits for it; when the client leaves, so does this waiter.
    ///   - make: Makes the answer; it runs in a task of its own and may outlive the request that brought it.
    /// - Returns: The answer, and where it came from.
    /// - Throws: What `make` throws; ``AnswerTimeout`` when it took too long; `CancellationError` when this task was
    ///   cancelled or the client has left.
    func answer(
        for key: AnswerKey, client: Client? = Client.current, make: @escaping Maker
    ) async throws -> (content: ServedContent, source: Source) {
        if let kept = kept(key) { return (kept, .kept) }
        let waiter = state.withLock { $0.nextID() }
        var source = Source.joined
        var watch: UInt64?
        defer { if let watch { client?.unwatch(watch) } }
        let content = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                source = join(key, waiter, continuation, on: client?.executor, make)
                watch = client?.watch { [self] in leave(key, waiter) }
                // A cancellation that came before the waiter was in the table found nothing to cancel.
                if Task.isCancelled { leave(key, waiter) }
            }
        } onCancel: {
            leave(key, waiter)
        }
        return (content, source)
    }

    /// The kept answer of a URL that was read before, in the same version; nil where it has to be read, or is not as wanted.
    func kept(url: AnswerKey, where isWanted: (ServedContent) -> Bool) -> ServedContent? {
        state.withLock { state in
            guard let key = state.urls.value(of: url), let content = state.kept.value(of: key), isWanted(content) else {
                return nil
            }
            state.figures.hits += 1
            return content
        }
    }

    /// Notes what a URL asks.
    func remember(url: AnswerKey, asks key: AnswerKey) {
        let weight = url.question.utf8.count + key.question.utf8.count + 256
        state.withLock { $0.urls.insert(key, for: url, weight: weight) }
    }

    /// Forgets the answers of all versions but this one; nobody asks for them any more.
    func keepOnly(version: String) {
        state.withLock { state in
            state.kept.removeAll { $0.version != version }
            state.urls.removeAll { $0.version != version }
        }
    }

    /// What the cache holds and did so far.
    var figures: Figures {
        state.withLock { state in
            var figures = state.figures
            figures.count = state.kept.count
            figures.bytes = state.kept.weight + state.urls.weight
            figures.capacity = state.kept.capacity + state.urls.capacity
            figures.evictions = state.kept.evictions
            figures.running = state.makings.count
            figures.waiting = state.makings.values.reduce(0) { $0 + $1.waiters.count }
            return figures
        }
    }

    private func kept(_ key: AnswerKey) -> ServedContent? {
        state.withLock { state in
            let content = state.kept.value(of: key)
            if content != nil { state.figures.hits += 1 }
            return content
        }
    }

    /// Adds a waiter to the making of an answer, and starts that where it is the first.
    private func join(
        _ key: AnswerKey, _ waiter: UInt64, _ continuation: CheckedContinuation<ServedContent, any Error>,
        on executor: LoopExecutor?, _ make: @escaping Maker
    ) -> Source {
        state.withLock { state in
            if state.makings[key] != nil {
                state.makings[key]?.waiters[waiter] = continuation
                state.figures.joined += 1
                return .joined
            }
            state.figures.misses += 1
            let id = state.nextID()
            state.makings[key] = Making(
                id: id, task: Task.detached(executorPreference: executor) { [self] in await run(key, id, make) },
                start: .now, waiters: [waiter: continuation])
            return .made
        }
    }

    private func run(_ key: AnswerKey, _ id: UInt64, _ make: Maker) async {
        let alarm = Alarms.shared.set(after: timeLimit) { [self, timeLimit] in
            finish(key, id, .failure(AnswerTimeout(limit: timeLimit)))?.task.cancel()
            return false
        }
        let result: Result<ServedContent, any Error>
        do { result = .success(try await make()) } catch { result = .failure(error) }
        Alarms.shared.cancel(alarm)
        finish(key, id, result)
    }

    /// Ends a making and tells all who wait. One that was ended before is over: nothing happens.
    @discardableResult
    private func finish(_ key: AnswerKey, _ id: UInt64, _ result: Result<ServedContent, any Error>) -> Making? {
        let making = state.withLock { state -> Making? in
            guard let making = state.makings[key], making.id == id else { return nil }
            state.makings[key] = nil
            state.figures.record(result, seconds: making.start.duration(to: .now) / .seconds(1))
            if case .success(let content) = result {
                state.kept.insert(content, for: key, weight: Self.weight(of: content, key))
            }
            return making
        }
        for waiter in making?.waiters.values ?? [:].values { waiter.resume(with: result) }
        return making
    }

    /// Takes a waiter out; the last one ends the making.
    private func leave(_ key: AnswerKey, _ waiter: UInt64) {
        let (continuation, abandoned) = state.withLock {
            state -> (CheckedContinuation<ServedContent, any Error>?, Making?) in
            guard let continuation = state.makings[key]?.waiters.removeValue(forKey: waiter) else { return (nil, nil) }
            guard let making = state.makings[key], making.waiters.isEmpty else { return (continuation, nil) }
            state.makings[key] = nil
            state.figures.abandoned += 1
            return (continuation, making)
        }
        abandoned?.task.cancel()
        continuation?.resume(throwing: CancellationError())
    }

    /// The memory of an answer, with what the tables and the headers around the bytes take.
    private static func weight(of content: ServedContent, _ key: AnswerKey) -> Int {
        content.byteCount + 2 * key.question.utf8.count + 2048
    }
}

/// An answer took longer to make than is allowed.
struct AnswerTimeout: Error {
    /// How long it may take.
    let limit: Duration
}
