// swift-tools-version: 6.1
import PackageDescription

// A package of its own, as all of it, the suite's libraries included, is built with libFuzzer's instrumentation.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "optimal-charge", path: "../../..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: ["CZlib", "GridData", "Records", "StreamIO"].map { .product(name: $0, package: "optimal-charge") },
      swiftSettings: [.unsafeFlags(["-parse-as-library"])])
  ],
  swiftLanguageModes: [.v6])
