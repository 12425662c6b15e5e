// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Third-party libraries that no package manager of the system brings; scripts/bootstrap puts them here.
let vendor = Context.packageDirectory + "/.vendor"

/// How to link DuckDB: an official libduckdb stands alone; the one out of the Python wheel also needs the interpreter's
/// library for symbols that Vitrine never calls. The bootstrap leaves a marker when it took the wheel.
let duckDBNeedsPython = FileManager.default.fileExists(atPath: vendor + "/lib/needs-libpython")
let linkDuckDB: [LinkerSetting] = [
    .unsafeFlags(
        ["-L\(vendor)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(vendor)/lib"]
            + (duckDBNeedsPython
                ? ["-Xlinker", "--no-as-needed", "-lduckdb", "-l:libpython3.11.so.1.0", "-Xlinker", "--as-needed"]
                : ["-lduckdb"]))
]

/// The program's own allocator on Linux. Planning a query makes thousands of small objects, which glibc's is slow at when
/// several threads do; see docs/architecture.md. macOS keeps its own.
let linkAllocator: [LinkerSetting] = [.linkedLibrary("jemalloc", .when(platforms: [.linux]))]

let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

let package = Package(
    name: "vitrine",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "vitrine", targets: ["vitrine"]),
        .library(name: "DuckDB", targets: ["DuckDB"]),
        .library(name: "PostgreSQL", targets: ["PostgreSQL"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // System libraries.
        .systemLibrary(name: "CDuckDB"),
        .systemLibrary(
            name: "CArchive",
            pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
        .systemLibrary(name: "CXGBoost", providers: [.apt(["libxgboost-dev"]), .brew(["xgboost"])]),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CPostgreSQL",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),

        .target(name: "CMemory"),

        // Left to right: a module never imports one to its right.
        .target(name: "Values", swiftSettings: strict),
        .target(
            name: "DuckDB", dependencies: ["CDuckDB", "Values"], swiftSettings: strict, linkerSettings: linkDuckDB),
        .target(name: "PostgreSQL", dependencies: ["CPostgreSQL", "Values"], swiftSettings: strict),
        .target(
            name: "Ingest",
            dependencies: ["CArchive", "DuckDB", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict),
        .target(
            name: "Warehouse",
            dependencies: ["DuckDB", "Ingest", "PostgreSQL", .product(name: "Crypto", package: "swift-crypto")],
            resources: [.copy("SQL")],
            swiftSettings: strict),
        .target(
            name: "Analytics",
            dependencies: ["DuckDB", "Warehouse"],
            resources: [.copy("SQL")],
            swiftSettings: strict),
        .target(
            name: "Learning",
            dependencies: ["CXGBoost", "DuckDB", "Warehouse", .product(name: "Crypto", package: "swift-crypto")],
            resources: [.copy("SQL")],
            swiftSettings: strict),
        .target(
            name: "Server",
            dependencies: [
                "Analytics", "CMemory", "CZlib", "Learning", "Values", "Warehouse",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.copy("Web")],
            swiftSettings: strict),
        .target(name: "Demo", swiftSettings: strict),
        .executableTarget(
            name: "vitrine",
            dependencies: [
                "Analytics", "CMemory", "Demo", "Learning", "Server", "Warehouse",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict, linkerSettings: linkAllocator),

        .executableTarget(
            name: "BareServer", dependencies: [.product(name: "Hummingbird", package: "hummingbird")],
            path: "Benchmarks/BareServer", swiftSettings: strict, linkerSettings: linkAllocator),
        .executableTarget(
            name: "ReadFiles", dependencies: ["DuckDB"], path: "Benchmarks/ReadFiles", swiftSettings: strict,
            linkerSettings: linkAllocator),
        .executableTarget(
            name: "ColdAnswers", dependencies: ["Server"], path: "Benchmarks/ColdAnswers", swiftSettings: strict,
            linkerSettings: linkAllocator),

        .testTarget(name: "DuckDBTests", dependencies: ["DuckDB"], swiftSettings: strict),
        .target(name: "PrivateCluster", path: "Tests/PrivateCluster", swiftSettings: strict),
        .testTarget(name: "PostgreSQLTests", dependencies: ["PostgreSQL", "PrivateCluster"], swiftSettings: strict),
        .testTarget(name: "IngestTests", dependencies: ["Ingest"], swiftSettings: strict),
        .testTarget(
            name: "LearningTests", dependencies: ["Learning", "Demo", "PrivateCluster"], swiftSettings: strict),
        .testTarget(name: "DemoTests", dependencies: ["Demo"], swiftSettings: strict),
        .testTarget(
            name: "WarehouseTests", dependencies: ["Warehouse", "Demo", "PrivateCluster"], swiftSettings: strict),
        .testTarget(
            name: "AnalyticsTests", dependencies: ["Analytics", "Demo", "PrivateCluster"], swiftSettings: strict),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "CZlib", "Learning", "Server", "Demo", "PrivateCluster",
                .product(name: "HummingbirdTesting", package: "hummingbird"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CommandTests", dependencies: ["vitrine", "CMemory", "DuckDB", "PrivateCluster"],
            swiftSettings: strict),
    ]
)
