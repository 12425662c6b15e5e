import DuckDB
import Testing

struct ColumnTests {
    private func chunk(_ sql: String) throws -> Chunk {
        try #require(try connection().query(sql).next())
    }

    @Test func everyTypeReadsInPlace() throws {
        let chunk = try chunk(
            """
            select true, 1::tinyint, 2::smallint, 3::integer, 4::bigint, 5::hugeint, 6::utinyint, 7::usmallint,
                8::uinteger, 9::ubigint, 1.5::float, 2.5::double, 1.25::decimal(12,2), 'text', date '2018-01-02',
                timestamp '2018-01-02 03:04:05', 'ab'::blob, 'b'::enum('a', 'b')
            """)
        #expect(try chunk.column(0, as: Bool.self)[0] == true)
        #expect(try chunk.column(1, as: Int8.self)[0] == 1)
        #expect(try chunk.column(2, as: Int16.self)[0] == 2)
        #expect(try chunk.column(3, as: Int32.self)[0] == 3)
        #expect(try chunk.column(4, as: Int64.self)[0] == 4)
        #expect(try chunk.column(4, as: Int.self)[0] == 4)
        #expect(try chunk.column(5, as: Int128.self)[0] == 5)
        #expect(try chunk.column(6, as: UInt8.self)[0] == 6)
        #expect(try chunk.column(7, as: UInt16.self)[0] == 7)
        #expect(try chunk.column(8, as: UInt32.self)[0] == 8)
        #expect(try chunk.column(9, as: UInt64.self)[0] == 9)
        #expect(try chunk.column(10, as: Float.self)[0] == 1.5)
        #expect(try chunk.column(11, as: Double.self)[0] == 2.5)
        #expect(try chunk.column(12, as: FixedDecimal.self)[0]?.description == "1.25")
        #expect(try chunk.column(13, as: String.self)[0] == "text")
        #expect(try chunk.column(14, as: Day.self)[0]?.description == "2018-01-02")
        #expect(try chunk.column(15, as: Timestamp.self)[0]?.description == "2018-01-02T03:04:05")
        #expect(try chunk.column(16, as: [UInt8].self)[0] == [97, 98])
        #expect(try chunk.column(17, as: String.self)[0] == "b")
        for index in 1...9 { #expect(try chunk.integers(index)[0] == Int64(index)) }
        for index in 1...9 { #expect(try chunk.doubles(index)[0] == Double(index)) }
        #expect(try [10, 11, 12].map { try chunk.doubles($0)[0] } == [1.5, 2.5, 1.25])
    }

    @Test func aMismatchNamesTheColumnAndItsType() throws {
        let chunk = try chunk("select 1::integer as quantity, 'x' as label")
        let error = duckDBError { _ = try chunk.column(0, as: Int64.self) }
        #expect(error?.kind == .typeMismatch)
        #expect(error?.message == "column quantity is INTEGER and cannot be read as Int64")
        #expect(duckDBError { _ = try chunk.column(1, as: Double.self) }?.kind == .typeMismatch)
        #expect(duckDBError { _ = try chunk.integers(1) }?.kind == .typeMismatch)
        #expect(duckDBError { _ = try chunk.doubles(1) }?.kind == .typeMismatch)
        #expect(duckDBError { _ = try chunk.column(2, as: String.self) }?.kind == .misuse)
        #expect(duckDBError { _ = try chunk.integers(-1) }?.kind == .misuse)
    }

    @Test func nullsStandWhereTheyBelong() throws {
        let result = try connection().query(
            "select case when i % 3 = 0 then null else i end, case when i % 3 = 0 then null else 'text number ' || i end, null::decimal(30,3) from range(5000) t(i)"
        )
        var row = 0
        for chunk in result {
            let numbers = try chunk.column(0, as: Int64.self)
            let texts = try chunk.column(1, as: String.self)
            #expect(try chunk.column(2, as: FixedDecimal.self).allSatisfy { $0 == nil })
            #expect(numbers.mayHaveNulls)
            for index in 0..<chunk.count {
                #expect(numbers[index] == (row % 3 == 0 ? nil : Int64(row)))
                #expect(texts[index] == (row % 3 == 0 ? nil : "text number \(row)"))
                #expect(numbers.isNull(index) == (row % 3 == 0))
                row += 1
            }
        }
        #expect(row == 5000)
    }

    @Test func integersThatDoNotFitAreErrors() throws {
        let chunk = try chunk(
            "select 170141183460469231731687303715884105727::hugeint h, 18446744073709551615::ubigint u")
        #expect(duckDBError { _ = try chunk.integers(0) }?.kind == .conversion)
        #expect(duckDBError { _ = try chunk.integers(1) }?.kind == .conversion)
        #expect(try chunk.column(0, as: Int128.self)[0] == .max)
        #expect(try chunk.column(1, as: UInt64.self)[0] == .max)
    }

    @Test func wholeColumnsAreGivenInPlace() throws {
        let chunk = try chunk("select i, i::hugeint, i::decimal(12,2) from range(2000) t(i)")
        #expect(try chunk.column(0, as: Int64.self).withValues { $0.reduce(0, +) } == 1_999_000)
        #expect(try chunk.integers(1).withValues { $0.reduce(0, +) } == 1_999_000)
    }

    @Test func utf8IsGivenWithoutAString() throws {
        let chunk = try chunk(
            "select * from (values ('short'), ('a text that is longer than twelve bytes'), (null), ('')) t(s)")
        let texts = try chunk.column(0, as: String.self)
        let lengths = texts.indices.map { texts.withUTF8($0) { $0.count } }
        #expect(lengths == [5, 39, nil, 0])
        let copies = texts.indices.map { texts.withUTF8($0) { String(decoding: $0, as: UTF8.self) } }
        #expect(copies == Array(texts))
    }

    @Test(arguments: [3, 300, 70_000])
    func enumerationsOfEveryWidth(count: Int) throws {
        let connection = try connection()
        try connection.execute("create type label as enum (select 'label ' || i from range(\(count)) t(i))")
        let result = try connection.query("select ('label ' || \(count - 1))::label")
        let chunk = try #require(result.next())
        #expect(try chunk.column(0, as: String.self)[0] == "label \(count - 1)")
    }
}
