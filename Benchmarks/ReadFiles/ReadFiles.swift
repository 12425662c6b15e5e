import DuckDB
import Foundation

/// The baseline that a load is measured against: DuckDB reads CSV files into the tables of a new database file.
///
///     ReadFiles DATABASE FILE…
@main
enum ReadFiles {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let path = arguments.first, arguments.count > 1 else {
            print("usage: ReadFiles DATABASE FILE…")
            exit(2)
        }
        let connection = try Database(.file(path)).connect()
        for (index, file) in arguments.dropFirst().enumerated() {
            let name = file.replacing("'", with: "''")
            try connection.execute("create table table_\(index) as select * from read_csv('\(name)')")
        }
        try connection.execute("checkpoint")
    }
}
