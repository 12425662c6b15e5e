// Every query takes and gives these types, so whoever imports DuckDB has them too.
@_exported import Values
