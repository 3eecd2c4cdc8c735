// swift-tools-version: 6.1
import PackageDescription

/// A library of the suite. Arrows point down only: a floor names the floors below it (see Sources/README.md).
func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], tests: [Target.Dependency] = [], resources: [Resource]? = nil
) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, exclude: excludedFromSources[name, default: []], resources: resources),
    .testTarget(
      name: "\(name)Tests",
      dependencies: [.target(name: name)] + dependencies + tests,
      exclude: excludedFromTests[name, default: []]),
  ]
}

/// A library's README stands beside its sources.
let excludedFromSources: [String: [String]] = ["Learning": ["README.md"], "Planning": ["README.md"]]

/// Reference values and the scripts that made them stand beside the tests that read them.
let excludedFromTests = [
  "Charting": ["golden"], "Learning": ["reference"], "Randomness": ["reference"],
  "Simulation": ["reference"], "Statistics": ["reference"],
  "StreamIO": ["reference"],
]

/// One tool of the suite: options -> streams -> core -> status.
func tool(_ name: String, _ dependencies: [Target.Dependency]) -> [Target] {
  [
    .executableTarget(name: name, dependencies: ["CommandSupport"] + dependencies)
  ]
}

let floor0: [Target] = [
  .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"])]),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
  .target(name: "GLPKShim", dependencies: ["CGLPK"], cSettings: [.unsafeFlags(["-ffp-contract=off"])]),
]

let floor1 = library("StreamIO", ["CZlib"], tests: ["Randomness"]) + library("Randomness")

let floor2 = library("Records", ["StreamIO"], tests: ["Randomness"])

let floor3 =
  library("GridData", ["Records", "StreamIO", "Randomness"])
  + library("Planning", ["GLPKShim", "CGLPK"], tests: ["Randomness"])
  + library("Learning", ["Records", "StreamIO", "Randomness"])
  + library("Simulation", ["Records", "StreamIO", "Randomness", "Planning", "Learning"])
  + library(
    "Deployment", ["Records", "StreamIO", "Planning", "Learning", "Simulation"], tests: ["Randomness"],
    resources: [.embedInCode("Resources")])
  + library("Statistics", ["Randomness"])
  + library("Charting", ["Records"], tests: ["ChartingChecks"], resources: [.embedInCode("Resources")])
  + [.target(name: "ChartingChecks", dependencies: ["Charting"], path: "Tests/ChartingChecks")]

let floor4 = library(
  "CommandSupport",
  ["Records", "StreamIO", .product(name: "ArgumentParser", package: "swift-argument-parser")])

let floor5 =
  tool("gridgen", ["GridData"])
  + tool("gridimport", ["GridData"])
  + tool("scengen", ["GridData", "Randomness"])
  + tool("solve", ["Planning", "Randomness", "Simulation"])
  + tool("trainnet", ["Learning", "Simulation"])
  + tool("tune", ["Charting", "Randomness"])
  + [.testTarget(name: "TuneTests", dependencies: ["tune"])]
  + tool("registry", ["Charting", "Learning", "Statistics"])
  + [.testTarget(name: "RegistryTests", dependencies: ["registry"])]
  + tool("simulate", ["Simulation"])
  + tool("decide", ["Deployment", "Learning", "Simulation"])
  + tool("aggregate", ["Statistics"])
  + [.testTarget(name: "AggregateTests", dependencies: ["aggregate"], exclude: ["reference"])]
  + tool("plot", ["Charting", "GridData", "Statistics"])
  + [.testTarget(name: "PlotTests", dependencies: ["plot", "Charting", "ChartingChecks", "CommandSupport"], exclude: ["golden"])]

/// Golden cases and examples, run on the executables beside the test bundle.
let cases: [Target] = [.testTarget(name: "CasesTests")]

/// The readers under libFuzzer, built with its instrumentation as all below them: `make fuzz` alone asks for it.
let fuzz: [Target] = Context.environment["FUZZ"] == nil ? [] : [
  .executableTarget(
    name: "fuzz", dependencies: ["CZlib", "GridData", "Records", "StreamIO"], path: "pipelines/reliability/fuzz",
    exclude: ["corpus"], swiftSettings: [.unsafeFlags(["-parse-as-library"])])
]

let package = Package(
  name: "optimal-charge",
  products: ["CommandSupport", "CZlib", "Learning", "Planning", "Randomness", "Records", "Simulation", "StreamIO"].map { .library(name: $0, targets: [$0]) },
  dependencies: [.package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")],
  targets: floor0 + floor1 + floor2 + floor3 + floor4 + floor5 + cases + fuzz,
  swiftLanguageModes: [.v6])
