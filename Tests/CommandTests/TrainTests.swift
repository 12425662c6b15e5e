import Foundation
import Testing

/// Training as a step of a load.
struct TrainTests {
    private let folder: TemporaryFolder
    private var home: String { folder.path + "/home" }

    init() throws { folder = try TemporaryFolder() }

    private var current: String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: home + "/models/current")
    }

    @Test func aLoadTrainsOnAVersionOnce() throws {
        let export = folder.path + "/export"
        #expect(try Program.run("demo", export, "--orders", "3000").exitCode == 0)
        let first = try Program.run("load", export, "--home", home, "--train")
        #expect(first.exitCode == 0, "\(first.errors)")
        #expect(first.errors.contains("learning 1 of ") && first.output.contains("order_value (brl)"))
        #expect(current == "1")

        let again = try Program.run("load", export, "--home", home, "--train", "--json")
        #expect(again.exitCode == 0, "\(again.errors)")
        #expect(again.errors.contains("the models have learned from this version already"))
        #expect(!again.errors.contains("learning 1 of "))
        #expect(try JSONSerialization.jsonObject(with: Data(again.output.utf8)) is [String: Any])
        #expect(current == "1")

        // A damaged model is as good as none.
        try Data("damaged".utf8).write(to: URL(fileURLWithPath: home + "/models/1/order_value.ubj"))
        let repaired = try Program.run("load", export, "--home", home, "--train")
        #expect(repaired.exitCode == 0 && repaired.errors.contains("learning 1 of "), "\(repaired.errors)")
        #expect(current == "2")
    }
}
