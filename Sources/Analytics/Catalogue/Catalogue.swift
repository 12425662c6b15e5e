/// Everything that can be asked for: the metrics and dimensions by name.
public struct Catalogue: Sendable {
    /// All metrics, by fact.
    public let metrics: [Metric]
    /// All dimensions, time first.
    public let dimensions: [Dimension]
    /// The dimensions that questions can be filtered by.
    public let filters: [Dimension]
    private let metricsByName: [String: Metric]
    private let dimensionsByName: [String: Dimension]

    /// The catalogue of the star schema.
    public static let standard = Catalogue(
        metrics: orderMetrics + itemMetrics + paymentMetrics + reviewMetrics,
        dimensions: timeDimensions + orderDimensions + itemDimensions + paymentDimensions + reviewDimensions)

    private init(metrics: [Metric], dimensions: [Dimension]) {
        self.metrics = metrics
        self.dimensions = dimensions
        filters = dimensions.filter(\.isFilter)
        metricsByName = Dictionary(metrics.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        dimensionsByName = Dictionary(dimensions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The metric of this name, or nil.
    public func metric(_ name: String) -> Metric? { metricsByName[name] }

    /// The dimension of this name, or nil.
    public func dimension(_ name: String) -> Dimension? { dimensionsByName[name] }

    /// The metrics of these names, in this order; a name that is none is left out.
    public func metrics(_ names: String...) -> [Metric] { names.compactMap(metric) }

    /// The dimensions of these names, in this order; a name that is none is left out.
    public func dimensions(_ names: String...) -> [Dimension] { names.compactMap(dimension) }
}
