import Dispatch
import DuckDB

/// Works a list off on several threads, each with a resource of its own, and throws the first error once all have ended.
///
/// - Parameters:
///   - items: What is to be done, in the order in which it is begun.
///   - resources: One for each thread; each is used by one thread at a time.
///   - body: Does one thing. What it returns is done, too, after all that waits by then.
package func inParallel<Item: Sendable, Resource>(
    _ items: [Item], using resources: [Resource], _ body: @Sendable (Item, Resource) throws -> Item?
) throws {
    let owned = OwnedByThread(resources: resources)
    let waiting = Locked(items[...])
    let failure = Locked<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: min(resources.count, items.count)) { number in
        while failure.withLock({ $0 == nil }), let item = waiting.withLock({ $0.popFirst() }) {
            do {
                if let next = try body(item, owned.resources[number]) { waiting.withLock { $0.append(next) } }
            } catch {
                failure.withLock { $0 = $0 ?? error }
            }
        }
    }
    if let error = failure.withLock({ $0 }) { throw error }
}

/// Things of which each thread uses the one of its own number.
private struct OwnedByThread<Resource>: @unchecked Sendable {
    let resources: [Resource]
}
