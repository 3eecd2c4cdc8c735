import ArgumentParser
import Glibc
import StreamIO

/// A file that comes with the suite and that a tool needs. Where it is not named, it is looked for.
///
/// The order: the option, the environment variable, the current folder (a checkout), the checkout or OUT whose tool this is, and
/// the folder share/ of the installed tool.
public struct SharedFile: Sendable {
  /// Below a checkout, and below share/optimal-charge.
  let path: String
  /// In messages and help.
  let meaning: String
  let option: String
  let variable: String

  public static let models = SharedFile(
    path: "model-data/power_profiles.json", meaning: "the models' power profiles", option: "--models",
    variable: "OPTIMAL_CHARGE_MODELS")
  public static let zones = SharedFile(
    path: "energy-data/zones.jsonc", meaning: "the zone table", option: "--zones", variable: "OPTIMAL_CHARGE_ZONES")

  public init(path: String, meaning: String, option: String, variable: String) {
    (self.path, self.meaning, self.option, self.variable) = (path, meaning, option, variable)
  }

  public var defaultText: String { "(default: $\(variable), else \(path), here or where the suite is installed)" }

  func path(given: String?) -> String {
    if let given { return given }
    if let named = getenv(variable), named.pointee != 0 { return String(cString: named) }
    return Self.located(path)
  }

  /// Whether a file is named by the environment, or there is one where it is looked for.
  public var isThere: Bool { getenv(variable) != nil || access(path(given: nil), F_OK) == 0 }

  /// What `read` makes of the file; if there is none, the message says how to name one.
  public func read<Value>(given: String?, _ read: (String) throws(Failure) -> Value) throws(Failure) -> Value {
    let path = path(given: given)
    do throws(Failure) { return try read(path) } catch {
      guard error.cause == .missingInput else { throw error }
      var failure = error
      let source = given == nil && getenv(variable).map { String(cString: $0) } == path ? "; \(variable) names it" : ""
      failure.message += "\(source); \(option) FILE names \(meaning)"
      throw failure
    }
  }

  /// The file of this name; or, if there is none here, that of the checkout or installation this tool belongs to.
  public static func located(_ path: String) -> String {
    guard !path.hasPrefix("/"), path != "-", access(path, F_OK) != 0 else { return path }
    return shares.lazy.map { "\($0)/\(path)" }.first { access($0, F_OK) == 0 } ?? path
  }

  /// Where the suite's files may be: two floors above OUT/bin is the checkout, OUT/package stands for one elsewhere.
  private static let shares: [String] = {
    guard let resolved = realpath("/proc/self/exe", nil) else { return [] }
    defer { free(resolved) }
    let tool = String(cString: resolved).split(separator: "/")
    guard tool.count >= 3 else { return [] }
    let root = { (dropped: Int) in tool.dropLast(dropped).reduce("") { "\($0)/\($1)" } }
    return [root(3), root(2) + "/package", root(2) + "/share/optimal-charge"]
  }()
}

/// The option `--models` of every tool that needs the models.
public struct ModelsOption: ParsableArguments, Sendable {
  @Option(help: ArgumentHelp("The models' power profiles \(SharedFile.models.defaultText).", valueName: "file"))
  public var models: String?

  public init() {}

  public func read<Models>(_ read: (String) throws(Failure) -> Models) throws(Failure) -> Models {
    try SharedFile.models.read(given: models, read)
  }
}

/// The option `--zones` of every tool that needs the zone table.
public struct ZonesOption: ParsableArguments {
  @Option(help: ArgumentHelp("The zone table \(SharedFile.zones.defaultText).", valueName: "file"))
  public var zones: String?

  public init() {}

  public var path: String { SharedFile.zones.path(given: zones) }

  public func read<Table>(_ read: (String) throws(Failure) -> Table) throws(Failure) -> Table {
    try SharedFile.zones.read(given: zones, read)
  }
}
