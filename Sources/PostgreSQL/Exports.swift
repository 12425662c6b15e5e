// Every query takes and gives these types, so whoever imports PostgreSQL has them too.
@_exported import Values
