import DuckDB
import Foundation

/// The rows of one Parquet file, as SQL reads them: of this file alone, and in no columns but its own.
///
/// Folders and files may be called anything. Left to itself, DuckDB takes `state=SP/` in a path for a column, `*`, `?` and `[` for
/// a pattern of other files' names, and a name such as `s3://…` for a place on the network.
///
/// - Parameter isNumbered: Whether each row's place in the file comes with it, as `file_row_number`.
package func parquetRows(at path: String, isNumbered: Bool = false) -> String {
    let options = ", hive_partitioning = false" + (isNumbered ? ", file_row_number = true" : "")
    return "read_parquet(\(quotedLiteral(pattern(ofFileAt: path)))\(options))"
}

/// The pattern that only the file at this path meets.
private func pattern(ofFileAt path: String) -> String {
    let absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    // In a pattern, DuckDB takes a backslash for the end of a folder's name, so with one no pattern can be meant.
    if absolute.contains("\\") { return absolute }
    return absolute.map { "*?[".contains($0) ? "[\($0)]" : String($0) }.joined()
}
