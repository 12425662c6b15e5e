/// What is said of `/api/health`. It is no ``Endpoint``: it answers while nothing is loaded, too.
enum HealthDescription {
    /// The path below `/api/`.
    static let path = "health"
    /// What it answers, in a line.
    static let summary = "Whether the program is well, and what it serves."
    /// What it answers, in full.
    static let details = "It is the same whichever days are asked for."
    /// The parameters that it takes.
    static let parameters: Parameters = [.allDays]
    /// The fields of its data.
    static let fields = [
        Field("status", .text, "healthy."),
        Field(
            "database", .text,
            "connected, empty (nothing is loaded), or unavailable (the database server does not answer)."),
        Field("ml_model", .text, "loaded, or not loaded."),
        Field("warehouse_version", .text, isNullable: true, "The version served."),
        Field("as_of", .day, isNullable: true, "The day that presets end on."),
    ]
}
