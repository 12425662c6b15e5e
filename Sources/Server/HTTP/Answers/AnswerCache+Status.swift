extension AnswerCache.Source {
    /// What a `Cache-Status` header says of it.
    var status: String {
        switch self {
        case .kept: "vitrine; hit"
        case .made: "vitrine; fwd=miss"
        case .joined: "vitrine; fwd=miss; collapsed"
        }
    }

    /// What the access log says of a `Cache-Status` header.
    static func logged(_ status: String) -> String {
        switch status {
        case Self.kept.status: "hit"
        case Self.joined.status: "joined"
        default: "miss"
        }
    }
}
