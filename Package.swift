// swift-tools-version: 6.1
import PackageDescription

// MARK: The rules of the house

/// Rooms declared so far, with their floors. A room may use only rooms that are declared before it and stand on a lower floor,
/// so no arrow points up, and none in a circle.
nonisolated(unsafe) var floors: [String: Int] = [:]
/// The problem that a room belongs to.
nonisolated(unsafe) var owners: [String: String] = [:]
let problemFloor = 5, toolFloor = 6

/// The arrows of a new room; a forbidden one ends the evaluation of this manifest.
func arrows(from room: String, floor: Int, problem: String? = nil, to names: [String]) -> [Target.Dependency] {
  for name in names {
    guard let below = floors[name] else { fatalError("\(room) uses \(name), which is not declared above it: arrows point down only") }
    if let problem, let other = owners[name] {
      if problem != other { fatalError("\(room) uses \(name): problems do not import each other; what both need moves down") }
    } else if below >= floor {
      fatalError("\(room) on floor \(floor) uses \(name) on floor \(below): arrows point down only")
    }
  }
  floors[room] = floor
  owners[room] = problem
  return names.map { .byName(name: $0) }
}

/// Files that stand beside a room's sources or tests and are not compiled, such as its README and reference values.
struct Beside {
  var sources: [String] = []
  var tests: [String] = []
}

/// A generic room in Sources, and its tests in Tests. Tests may use any room.
func library(
  _ name: String, floor: Int, uses: [String] = [], package: [Target.Dependency] = [], tests: [String] = [],
  beside: Beside = Beside(), resources: [Resource]? = nil
) -> [Target] {
  precondition(floor < problemFloor, "\(name) is a library; floors from \(problemFloor) on are those of problems and tools")
  let uses = arrows(from: name, floor: floor, to: uses) + package
  return [
    .target(name: name, dependencies: uses, exclude: beside.sources, resources: resources),
    .testTarget(
      name: "\(name)Tests", dependencies: [.byName(name: name)] + uses + tests.map { .byName(name: $0) }, exclude: beside.tests),
  ]
}

/// A problem: one folder in Sources/Problems, one in Tests/Problems. A part is a folder in it that is a module of its own, so
/// that it cannot see the rest.
func problem(
  _ name: String, part: String? = nil, uses: [String], tests: [String] = [], beside: Beside = Beside(), resources: [Resource]? = nil
) -> [Target] {
  let room = name + (part ?? "")
  let uses = arrows(from: room, floor: problemFloor, problem: name, to: uses)
  return [
    .target(
      name: room, dependencies: uses, path: "Sources/Problems/\(name)" + (part.map { "/\($0)" } ?? ""), exclude: beside.sources,
      resources: resources),
    .testTarget(
      name: "\(room)Tests", dependencies: [.byName(name: room)] + uses + tests.map { .byName(name: $0) },
      path: "Tests/Problems/\(room)Tests", exclude: beside.tests),
  ]
}

/// A tool: options -> streams -> core -> status. Its own tests need the names of the rooms they look into.
func tool(_ name: String, uses: [String], tests: [String]? = nil, beside: Beside = Beside()) -> [Target] {
  let uses = arrows(from: name, floor: toolFloor, to: ["CommandSupport"] + uses)
  let tests = tests.map { rooms in
    Target.testTarget(
      name: name.prefix(1).uppercased() + name.dropFirst() + "Tests",
      dependencies: ([name] + rooms).map { .byName(name: $0) }, exclude: beside.tests)
  }
  return [.executableTarget(name: name, dependencies: uses)] + (tests.map { [$0] } ?? [])
}

// MARK: The rooms

let floor0: [Target] = [
  .systemLibrary(name: "CGLPK", providers: [.apt(["libglpk-dev"])]),
  .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
  .target(name: "GLPKShim", dependencies: ["CGLPK"], cSettings: [.unsafeFlags(["-ffp-contract=off"])]),
]
for target in floor0 { floors[target.name] = 0 }

let floor1 =
  library("StreamIO", floor: 1, uses: ["CZlib"], tests: ["Randomness"], beside: Beside(tests: ["reference"]))
  + library("Randomness", floor: 1, beside: Beside(tests: ["reference"]))
  + library("Programmes", floor: 1, uses: ["CGLPK", "GLPKShim"])

let floor2 =
  library("Records", floor: 2, uses: ["StreamIO"])
  + library("Statistics", floor: 2, uses: ["Randomness"], beside: Beside(tests: ["reference"]))

let floor3 =
  library("GridData", floor: 3, uses: ["Randomness", "Records", "StreamIO"])
  + library("Learning", floor: 3, uses: ["Randomness", "Records", "StreamIO"], beside: Beside(tests: ["reference"]))
  + library(
    "Charting", floor: 3, uses: ["Records"], tests: ["ChartingChecks"], beside: Beside(tests: ["golden"]),
    resources: [.embedInCode("Resources")])
  + library(
    "CommandSupport", floor: 3, uses: ["Records", "StreamIO"],
    package: [.product(name: "ArgumentParser", package: "swift-argument-parser")])

let floor4 =
  library(
    "Forecasting", floor: 4, uses: ["GridData", "Learning", "Randomness", "Records", "StreamIO"],
    beside: Beside(sources: ["README.md"], tests: ["reference"]))
  + library("Stages", floor: 4, uses: ["CommandSupport", "Learning", "StreamIO"])

let camera =
  problem("Camera", part: "Planning", uses: ["Programmes"], tests: ["Randomness"], beside: Beside(sources: ["README.md"]))
  + problem(
    "Camera",
    uses: ["CameraPlanning", "Forecasting", "GridData", "Learning", "Programmes", "Randomness", "Records", "StreamIO"],
    beside: Beside(sources: ["Planning", "README.md", "Stages"], tests: ["Simulation/reference"]),
    resources: [.embedInCode("Deployment/Resources")])
  + problem(
    "Camera", part: "Stages",
    uses: ["Camera", "CameraPlanning", "CommandSupport", "Forecasting", "Learning", "Programmes", "Randomness", "Records", "Stages", "StreamIO"])

let tools =
  tool("gridgen", uses: ["GridData"])
  + tool("gridimport", uses: ["GridData"])
  + tool("scengen", uses: ["Camera", "CameraPlanning", "GridData", "Randomness"])
  + tool("solve", uses: ["CameraStages", "Stages"])
  + tool("trainnet", uses: ["CameraStages", "Forecasting", "GridData", "Learning", "Stages"])
  + tool("tune", uses: ["Charting", "Randomness"], tests: [])
  + tool("simulate", uses: ["CameraStages", "Stages"])
  + tool("registry", uses: ["Charting", "Learning", "Statistics"], tests: [])
  + tool("decide", uses: ["Camera", "Forecasting", "GridData"])
  + tool("aggregate", uses: ["Statistics"], tests: [], beside: Beside(tests: ["reference"]))
  + tool("plot", uses: ["Camera", "Charting", "GridData", "Statistics"],
    tests: ["Camera", "Charting", "ChartingChecks", "CommandSupport", "GridData"], beside: Beside(tests: ["golden"]))

/// Tests across rooms: golden cases and examples, run on the executables beside the test bundle; what every record must keep,
/// and the rules of the house; a problem that is a toy; and what the tests of charts share.
let acrossRooms: [Target] = [
  .testTarget(name: "CasesTests"),
  .target(name: "Toy", dependencies: ["CommandSupport", "Randomness", "Records", "Stages", "StreamIO"], path: "Tests/Problems/Toy"),
  .testTarget(
    name: "ContractTests",
    dependencies: [
      "Camera", "CameraPlanning", "CameraStages", "CommandSupport", "GridData", "Randomness", "Records", "Stages", "StreamIO", "Toy",
    ],
    path: "Tests/Contracts"),
  .target(name: "ChartingChecks", dependencies: ["Charting"], path: "Tests/ChartingChecks"),
]

/// The readers under libFuzzer, built with its instrumentation as all below them: `make fuzz` alone asks for it.
let fuzz: [Target] = Context.environment["FUZZ"] == nil ? [] : [
  .executableTarget(
    name: "fuzz", dependencies: ["Camera", "CZlib", "GridData", "StreamIO"], path: "pipelines/reliability/fuzz",
    exclude: ["corpus"], swiftSettings: [.unsafeFlags(["-parse-as-library"])])
]

let package = Package(
  name: "optimal-charge",
  products: ["CZlib", "Camera", "CameraPlanning", "CommandSupport", "Forecasting", "GridData", "Learning", "Randomness", "Records", "StreamIO"]
    .map { .library(name: $0, targets: [$0]) },
  dependencies: [.package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")],
  targets: floor0 + floor1 + floor2 + floor3 + floor4 + camera + tools + acrossRooms + fuzz,
  swiftLanguageModes: [.v6])
