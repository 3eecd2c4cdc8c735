// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that `make` and `make test` neither fetch nor build what servers need. Without its traits,
// Hummingbird does without full Foundation, which is half of a server's size. HummingbirdTesting is not used: it alone would
// double the time to build the tests.
let package = Package(
  name: "optimal-charge-services",
  dependencies: [
    .package(name: "optimal-charge", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "serve",
      dependencies: [
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "CommandSupport", package: "optimal-charge"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "StreamIO", package: "optimal-charge"),
      ]),
    .testTarget(name: "ServeTests", dependencies: ["serve"]),
  ],
  swiftLanguageModes: [.v6])
