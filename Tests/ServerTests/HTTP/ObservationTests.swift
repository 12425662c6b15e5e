import Foundation
import Testing
import Values

@testable import Server

/// What is counted and logged, and how it is written.
struct ObservationTests {
    @Test func aHistogramCountsEachOnceAndTellsHowManyTookNoLonger() {
        var histogram = Histogram()
        for seconds in [0.0001, 0.0005, 0.0006, 0.3, 31, 1000] { histogram.record(seconds: seconds) }
        #expect(histogram.counts.reduce(0, +) == 6)
        #expect(histogram.counts.first == 2)
        #expect(histogram.counts.last == 2)
        #expect(histogram.seconds == 1031.3012)
        var page = Exposition()
        page.add("x", [("route", "/a")], histogram)
        let lines = page.text.split(separator: "\n")
        #expect(lines.first == "x_bucket{route=\"/a\",le=\"0.0005\"} 2")
        #expect(lines.contains("x_bucket{route=\"/a\",le=\"0.25\"} 3"))
        #expect(lines.contains("x_bucket{route=\"/a\",le=\"0.5\"} 4"))
        #expect(lines.contains("x_bucket{route=\"/a\",le=\"+Inf\"} 6"))
        #expect(lines.contains("x_count{route=\"/a\"} 6"))
    }

    @Test func labelsAreEscaped() {
        var page = Exposition()
        page.declare("x", .gauge, "A thing.")
        page.add("x", [("name", "a\"b\\c\nd")], 1)
        #expect(page.text == "# HELP x A thing.\n# TYPE x gauge\nx{name=\"a\\\"b\\\\c\\nd\"} 1\n")
    }

    @Test func requestsAreToldApartByFewLabels() {
        let metrics = Metrics()
        metrics.begin()
        metrics.begin()
        metrics.end(Metrics.Labels(route: "/a", method: "GET", status: 200), seconds: 0.1, bytes: 10)
        #expect(metrics.figures.running == 1)
        metrics.end(Metrics.Labels(route: "/a", method: "GET", status: 200), seconds: 0.1, bytes: 5)
        #expect(metrics.figures.requests.count == 1)
        #expect(metrics.figures.requests.values.first?.count == 2)
        #expect(metrics.figures.bytesSent == 15)
        #expect(Metrics.label(.init("BREW") ?? .get) == "other")
    }

    private func line(_ form: AccessLog.Form, target: String = "/api/overview?days=30") throws -> String {
        let pipe = Pipe()
        let log = AccessLog(form: form, writer: LogWriter(descriptor: pipe.fileHandleForWriting.fileDescriptor))
        log.write(
            AccessLog.Entry(
                time: 1_795_529_621.123, id: "abc", client: "::1", method: "GET", route: "/api/overview",
                target: target,
                status: 200, bytes: 812, seconds: 0.0012345, cache: "hit"))
        log.flush()
        try pipe.fileHandleForWriting.close()
        return String(decoding: try #require(try pipe.fileHandleForReading.readToEnd()), as: UTF8.self)
    }

    @Test func aLineOfTheLogHoldsWhatWasAskedAndWhatBecameOfIt() throws {
        #expect(
            try line(.logfmt)
                == "time=2026-11-24T14:13:41.123Z id=abc client=::1 method=GET route=/api/overview "
                + "target=\"/api/overview?days=30\" status=200 bytes=812 ms=1.234 cache=hit\n")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(line(.json).utf8)) as? [String: Any])
        #expect(object["time"] as? String == "2026-11-24T14:13:41.123Z")
        #expect(object["status"] as? Int == 200)
        #expect(object["ms"] as? Double == 1.234)
        #expect(object["target"] as? String == "/api/overview?days=30")
    }

    @Test(arguments: ["/a\nb status=200", "/\u{0}\u{1b}[31m\"quoted\" \\ \u{7f}", "", "/é\u{2028}"])
    func noClientWritesALineOfItsOwn(target: String) throws {
        for form in AccessLog.Form.allCases {
            let text = try line(form, target: target)
            #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
            #expect(text.dropLast().unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f })
        }
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(line(.json, target: target).utf8)) as? [String: Any])
        #expect(object["target"] as? String == target)
        let long = try line(.logfmt, target: "/" + String(repeating: "x", count: 5000))
        #expect(long.utf8.count < 1000)
    }

    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00.000Z"), (951_782_399.999, "2000-02-28T23:59:59.999Z"),
        (951_782_400, "2000-02-29T00:00:00.000Z"), (1_709_251_199, "2024-02-29T23:59:59.000Z"),
        (4_107_542_400, "2100-03-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.000Z"),
    ])
    func timesAreWrittenAsTheyAre(time: Double, text: String) {
        var bytes: [UInt8] = []
        LogLine.write(time: time, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }

    /// A log whose reader is stuck costs bounded memory and holds nobody up.
    @Test func aStuckReaderHoldsNobodyUp() throws {
        let pipe = Pipe()
        let writer = LogWriter(descriptor: pipe.fileHandleForWriting.fileDescriptor, delay: .milliseconds(1))
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 999) + [UInt8(ascii: "\n")]
        // Several times as much as the pipe and the waiting lines may hold.
        for _ in 0..<20_000 { writer.write { $0 += line } }
        let reader = Locked(0)
        let thread = Thread { [handle = pipe.fileHandleForReading] in
            while let data = try? handle.read(upToCount: 1 << 16), !data.isEmpty {
                reader.withLock { $0 += data.count }
            }
        }
        thread.start()
        writer.flush()
        #expect(reader.withLock { $0 } < 3 * LogWriter.most)
        try pipe.fileHandleForWriting.close()
    }
}
