import DuckDB
import Testing

struct TimestampTests {
    @Test(arguments: [
        ("2017-10-02 10:56:33", "2017-10-02T10:56:33"),
        ("2017-10-02T10:56:33.5", "2017-10-02T10:56:33.5"),
        ("2017-10-02T10:56:33.000001", "2017-10-02T10:56:33.000001"),
        ("2017-10-02", "2017-10-02T00:00:00"),
        ("1969-12-31T23:59:59.999999", "1969-12-31T23:59:59.999999"),
    ])
    func readsAndWrites(text: String, iso: String) throws {
        let timestamp = try #require(Timestamp(text))
        #expect(timestamp.description == iso)
        let stored = try connection().query("select $1::timestamp", .text(text)).value()
        #expect(stored == .timestamp(timestamp))
    }

    @Test(arguments: [
        "", "2017-10-02 24:00:00", "2017-10-02 10:60:00", "2017-10-02 10:56:60", "2017-10-02 10:56",
        "2017-10-02 10:56:33.", "2017-10-02 10:56:33.1234567", "2017-02-30 10:00:00", "2017-10-02x10:00:00",
        "2017-10-02 1a:00:00",
    ])
    func refuses(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func partsBefore1970() throws {
        let timestamp = try #require(Timestamp("1960-02-29 01:02:03.25"))
        #expect(timestamp.day.description == "1960-02-29")
        #expect((timestamp.hour, timestamp.minute, timestamp.second) == (1, 2, 3))
        #expect(timestamp.microsecondOfDay == 3_723_250_000)
    }
}
