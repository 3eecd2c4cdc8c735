// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that Foundation, which is here only to be compared with, stays out of the suite's tools.
let package = Package(
  name: "streambench",
  dependencies: [.package(name: "optimal-charge", path: "../../..")],
  targets: [
    .target(name: "AllocationCounter"),
    .executableTarget(
      name: "streambench",
      dependencies: [
        "AllocationCounter",
      ] + ["CZlib", "Camera", "CameraPlanning", "Forecasting", "GridData", "Learning", "Randomness", "Records", "StreamIO"].map { .product(name: $0, package: "optimal-charge") }),
  ],
  swiftLanguageModes: [.v6])
