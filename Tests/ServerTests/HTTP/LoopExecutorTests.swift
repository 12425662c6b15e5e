import NIOPosix
import Testing

@testable import Server

/// Which threads requests are answered on.
struct LoopExecutorTests {
    private let loop = MultiThreadedEventLoopGroup.singleton.next()

    @Test func tasksRunOnTheLoopAndComeBackToIt() async throws {
        let client = Client(loop: loop)
        let places = try await withTaskExecutorPreference(client.executor) {
            var places = [loop.inEventLoop]
            try await Task.sleep(for: .milliseconds(1))
            places.append(loop.inEventLoop)
            places.append(await elsewhere { [loop] in loop.inEventLoop })
            places.append(loop.inEventLoop)
            return places
        }
        #expect(places == [true, true, false, true])
    }

    @Test func answersAreMadeOnTheLoopOfWhoAsksFirst() async throws {
        let cache = AnswerCache(capacity: 1 << 20, timeLimit: .seconds(10))
        let key = AnswerKey(version: "1", question: "which thread")
        let made = try await cache.answer(for: key, client: Client(loop: loop)) { [loop] in
            try await Task.sleep(for: .milliseconds(1))
            return ServedContent(
                body: .init(string: loop.inEventLoop ? "the loop's" : "another"), contentType: "text/plain",
                tag: key.tag)
        }
        #expect(String(buffer: made.content.plain.body) == "the loop's")
    }

    @Test func withoutAConnectionNoThreadIsPreferred() async {
        let isOnLoop = await withTaskExecutorPreference(Client().executor) {
            MultiThreadedEventLoopGroup.currentEventLoop != nil
        }
        #expect(!isOnLoop)
    }
}
