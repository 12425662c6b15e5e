internal import CXGBoost

/// What every call of XGBoost's C interface goes through.
enum XGBoost {
    /// Runs a call and turns its failure into an error with the library's own words.
    static func check(_ status: Int32, _ action: String) throws(LearningError) {
        guard status != 0 else { return }
        let full = XGBGetLastError().map { String(cString: $0) } ?? ""
        // The first line says what was wrong; a stack of the library's own follows.
        let line =
            full.split(separator: "\n", omittingEmptySubsequences: true).first.map(String.init) ?? "no reason given"
        throw LearningError(.environment, "XGBoost could not \(action): \(line)")
    }

    /// The library's version, such as `1.7.4`.
    static var version: String {
        var major: Int32 = 0
        var minor: Int32 = 0
        var patch: Int32 = 0
        XGBoostVersion(&major, &minor, &patch)
        return "\(major).\(minor).\(patch)"
    }
}

/// A matrix inside the library; freed with this object.
final class NativeMatrix {
    let handle: DMatrixHandle

    init(_ matrix: FeatureMatrix, labels: [Float] = []) throws(LearningError) {
        var created: DMatrixHandle?
        let status = matrix.values.withUnsafeBufferPointer {
            XGDMatrixCreateFromMat_omp(
                $0.baseAddress, bst_ulong(matrix.rows), bst_ulong(matrix.columns), .nan, &created, 1)
        }
        try XGBoost.check(status, "take \(matrix.rows) rows")
        guard let created else { throw LearningError(.environment, "XGBoost gave no matrix") }
        handle = created
        guard !labels.isEmpty else { return }
        precondition(labels.count == matrix.rows, "every row has a label")
        let labelled = labels.withUnsafeBufferPointer {
            XGDMatrixSetFloatInfo(handle, "label", $0.baseAddress, bst_ulong($0.count))
        }
        try XGBoost.check(labelled, "take the labels")
    }

    deinit { XGDMatrixFree(handle) }
}
