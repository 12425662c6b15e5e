internal import CXGBoost
import DuckDB

/// Boosted trees: trained once, then only asked. No pointer of the library leaves it.
public final class Booster: Sendable {
    /// How trees are grown.
    public struct Settings: Sendable, Hashable {
        /// How many trees.
        public var rounds = 150
        /// How deep a tree may be.
        public var depth = 6
        /// How much of a tree's correction is taken.
        public var rate = 0.1
        /// The least weight of rows in a leaf.
        public var leafWeight = 10.0
        /// Decides which rows and features each tree sees.
        public var seed = 1
        /// How many threads grow a tree.
        public var threads = 1

        /// The usual settings.
        public init() {}

        func parameters(base: Float) -> [(String, String)] {
            [
                ("objective", "reg:squarederror"), ("tree_method", "hist"), ("verbosity", "0"),
                ("max_depth", String(depth)), ("eta", String(rate)), ("min_child_weight", String(leafWeight)),
                ("subsample", "0.8"), ("colsample_bytree", "0.7"), ("seed", String(seed)),
                ("nthread", String(threads)), ("base_score", String(base)),
            ]
        }
    }

    /// The library's handle. It is used by one call at a time, under the lock.
    private struct Handle: @unchecked Sendable {
        let pointer: BoosterHandle
    }

    private let handle: Locked<Handle>

    private init(_ pointer: BoosterHandle) { handle = Locked(Handle(pointer: pointer)) }

    deinit { _ = handle.withLock { XGBoosterFree($0.pointer) } }

    /// Grows trees that predict the labels from the rows.
    ///
    /// The same rows, labels and settings give the same trees, bit for bit.
    ///
    /// - Throws: ``LearningError`` with the library's words.
    public static func train(
        _ matrix: FeatureMatrix, labels: [Float], settings: Settings = Settings()
    ) throws(LearningError) -> Booster {
        guard matrix.rows > 0 else { throw LearningError(.data, "there are no rows to learn from") }
        let native = try NativeMatrix(matrix, labels: labels)
        var cache: [DMatrixHandle?] = [native.handle]
        var created: BoosterHandle?
        try XGBoost.check(XGBoosterCreate(&cache, 1, &created), "make a model")
        guard let created else { throw LearningError(.environment, "XGBoost gave no model") }
        let booster = Booster(created)
        // Summed in order and in double precision, so that it is the same number every time.
        let mean = Float(labels.reduce(0.0) { $0 + Double($1) } / Double(labels.count))
        for (name, value) in settings.parameters(base: mean) {
            try XGBoost.check(XGBoosterSetParam(created, name, value), "set \(name)")
        }
        for round in 0..<settings.rounds {
            try XGBoost.check(XGBoosterUpdateOneIter(created, Int32(round), native.handle), "grow tree \(round)")
        }
        return booster
    }

    /// Reads a model that ``serialised()`` wrote.
    public convenience init(serialised bytes: [UInt8]) throws(LearningError) {
        var created: BoosterHandle?
        try XGBoost.check(XGBoosterCreate(nil, 0, &created), "make a model")
        guard let created else { throw LearningError(.environment, "XGBoost gave no model") }
        self.init(created)
        let status = bytes.withUnsafeBytes {
            XGBoosterLoadModelFromBuffer(created, $0.baseAddress, bst_ulong($0.count))
        }
        try XGBoost.check(status, "read the model")
        // Rows are few when predicting; starting threads would take longer than the trees.
        try XGBoost.check(XGBoosterSetParam(created, "nthread", "1"), "set nthread")
    }

    /// The model as bytes: the same trees are the same bytes.
    public func serialised() throws(LearningError) -> [UInt8] {
        let (status, bytes) = handle.withLock { handle -> (Int32, [UInt8]) in
            var length: bst_ulong = 0
            var start: UnsafePointer<CChar>?
            let status = XGBoosterSaveModelToBuffer(handle.pointer, #"{"format":"ubj"}"#, &length, &start)
            guard status == 0, let start else { return (status, []) }
            return (status, [UInt8](UnsafeRawBufferPointer(start: start, count: Int(length))))
        }
        try XGBoost.check(status, "write the model")
        return bytes
    }

    /// How many features a row has.
    func featureCount() throws(LearningError) -> Int {
        let (status, count) = handle.withLock { handle -> (Int32, bst_ulong) in
            var count: bst_ulong = 0
            return (XGBoosterGetNumFeature(handle.pointer, &count), count)
        }
        try XGBoost.check(status, "tell its features")
        return Int(count)
    }

    /// A prediction for each row.
    public func predict(_ matrix: FeatureMatrix) throws(LearningError) -> [Float] {
        guard matrix.rows > 0 else { return [] }
        return try values(matrix, type: 0)
    }

    /// What each feature adds to each row's prediction (SHAP values); the last of a row is where all predictions start.
    public func contributions(_ matrix: FeatureMatrix) throws(LearningError) -> [[Float]] {
        guard matrix.rows > 0 else { return [] }
        let values = try values(matrix, type: 2)
        let width = matrix.columns + 1
        return (0..<matrix.rows).map { Array(values[$0 * width..<($0 + 1) * width]) }
    }

    private func values(_ matrix: FeatureMatrix, type: Int) throws(LearningError) -> [Float] {
        let native = try NativeMatrix(matrix)
        let configuration =
            #"{"type":\#(type),"training":false,"iteration_begin":0,"iteration_end":0,"strict_shape":false}"#
        let rows = handle.withLock { [native = Rows(matrix: native)] handle -> Result<[Float], LearningError> in
            var shape: UnsafePointer<bst_ulong>?
            var dimensions: bst_ulong = 0
            var result: UnsafePointer<Float>?
            let status = XGBoosterPredictFromDMatrix(
                handle.pointer, native.matrix.handle, configuration, &shape, &dimensions, &result)
            do throws(LearningError) {
                try XGBoost.check(status, "predict")
            } catch {
                return .failure(error)
            }
            guard let shape, let result else { return .success([]) }
            let count = (0..<Int(dimensions)).reduce(1) { $0 * Int(shape[$1]) }
            return .success(Array(UnsafeBufferPointer(start: result, count: count)))
        }
        return try rows.get()
    }

    /// A matrix on its way into the lock; nobody else has it.
    private struct Rows: @unchecked Sendable {
        let matrix: NativeMatrix
    }
}
