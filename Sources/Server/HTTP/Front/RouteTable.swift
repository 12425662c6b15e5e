import HTTPTypes
import Hummingbird

/// What can be asked for, and how: tells a path that is not there from a method that is not, and names routes for counting.
struct RouteTable: Sendable {
    /// A route and its methods.
    struct Route: Sendable {
        /// The path's template, such as `/api/orders/{id}`.
        let template: String
        /// The methods, as in an `Allow` header.
        let allow: String
        fileprivate let methods: Set<HTTPRequest.Method>
        fileprivate let segments: [Substring]

        /// Whether the route has this method.
        func has(_ method: HTTPRequest.Method) -> Bool { methods.contains(method) }
    }

    private let fixed: [String: Route]
    private let others: [Route]

    /// Reads the routes of a router, which has them all. What can be got can also be asked for with HEAD.
    init<Context>(_ router: Router<Context>) {
        var methods: [String: Set<HTTPRequest.Method>] = [:]
        for route in router.routes {
            let template = Self.path(Self.segments(route.path.description))
            methods[template, default: []].insert(route.method)
            if route.method == .get { methods[template]?.insert(.head) }
        }
        let routes = methods.map { template, methods in
            let allow = methods.map(\.rawValue).sorted() + (methods.contains(.options) ? [] : ["OPTIONS"])
            return Route(
                template: template, allow: allow.joined(separator: ", "), methods: methods,
                segments: Self.segments(template))
        }
        others = routes.filter { $0.template.contains { "{*:".contains($0) } }
        fixed = Dictionary(uniqueKeysWithValues: routes.map { ($0.template, $0) })
    }

    /// The route that a path leads to, as the router reads it: empty segments do not count.
    func route(to path: String) -> Route? {
        if let route = fixed[path] { return route }
        let segments = Self.segments(path)
        return fixed[Self.path(segments)] ?? others.first { Self.match(segments, $0.segments) }
    }

    private static func segments(_ path: String) -> [Substring] { path.split(separator: "/") }

    private static func path(_ segments: [Substring]) -> String { "/" + segments.joined(separator: "/") }

    private static func match(_ path: [Substring], _ template: [Substring]) -> Bool {
        for (index, part) in template.enumerated() {
            if part == "**" { return true }
            guard index < path.count else { return false }
            if part != path[index], part != "*", part.first != "{", part.first != ":" { return false }
        }
        return path.count == template.count
    }
}
