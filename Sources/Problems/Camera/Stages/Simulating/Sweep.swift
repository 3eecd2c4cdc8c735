import Camera
import CommandSupport
import Records
import StreamIO

/// `--sweep threshold.quantile=0.1,0.2`: a controller's parameter by its path in the configuration, and the values it
/// takes side by side.
struct Sweep {
  let path: String
  let values: [Double]

  /// - Throws: `Failure` (usage) where the text is none, or no controller has that parameter.
  init(_ text: String) throws(Failure) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers = parts.count == 2 ? parts[1].split(separator: ",", omittingEmptySubsequences: false).map { Double($0) } : []
    guard !numbers.isEmpty, numbers.allSatisfy({ $0?.isFinite == true }) else {
      throw Failure(
        .usage, "--sweep \(text): a parameter and its values are expected, such as threshold.quantile=0.1,0.2,0.3")
    }
    (path, values) = (String(parts[0]), numbers.compactMap(\.self))
    let known = ControllerRegistry.parameters.map(\.path)
    guard known.contains(path) else {
      throw Failure(
        .usage, "--sweep \(text): no controller has the parameter \"\(path)\"; "
          + (nearestName(to: path, among: known).map { "did you mean \($0)?" } ?? "there are \(known.joined(separator: ", "))"))
    }
  }

  /// The parameter's name within its section.
  var name: Substring { Self.name(of: path) }

  static func name(of path: String) -> Substring { path.split(separator: ".").last ?? "" }
}

/// A controller under one set of parameters.
struct Contender {
  /// The controller's, and what it is swept over: `threshold:quantile=0.1`. No shell, jq or option takes it apart.
  let name: String
  let entry: ControllerEntry
  let configuration: SimulateConfiguration

  /// Of the parameters that the controller has; nil where it has none.
  var parameters: Group? {
    let numbers = entry.parameters.compactMap { path in
      configuration.number(at: path).map { (key: String(Sweep.name(of: path)), value: RawJSON(text: jsonText($0))) }
    }
    return numbers.isEmpty ? nil : Group(numbers)
  }

  /// The entry as configured, or one for each combination of the values it is swept over, the last sweep's first.
  ///
  /// - Throws: `Failure` (usage) for a value that the configuration would refuse.
  static func all(
    of entry: ControllerEntry, _ configuration: SimulateConfiguration, _ sweeps: [Sweep]
  ) throws(Failure) -> [Contender] {
    var contenders = [Contender(name: entry.name, entry: entry, configuration: configuration)]
    for sweep in sweeps where entry.parameters.contains(sweep.path) {
      var swept: [Contender] = []
      for contender in contenders {
        for value in sweep.values {
          var configuration = contender.configuration
          do throws(Failure) {
            try configuration.setNumber(value, at: sweep.path)
          } catch { throw Failure(.usage, "--sweep \(error.message)") }
          swept.append(
            Contender(
              name: "\(contender.name):\(sweep.name)=\(jsonText(value))", entry: entry, configuration: configuration))
        }
      }
      contenders = swept
    }
    return contenders
  }
}

private func jsonText(_ number: Double) -> String {
  var writer = JSONWriter(capacity: 64)
  writer.write(number)
  return writer.text
}
