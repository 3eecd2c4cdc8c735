import ArgumentParser
import StreamIO

/// An option of which can be told whether it was given. Those with a default of their own cannot, and count as not given.
private protocol GivenOption {
  var isGiven: Bool { get }
}

private protocol MaybeMissing {
  var isMissing: Bool { get }
}

extension Optional: MaybeMissing {
  fileprivate var isMissing: Bool { self == nil }
}

extension Array: MaybeMissing {
  fileprivate var isMissing: Bool { isEmpty }
}

extension Option: GivenOption where Value: MaybeMissing {
  fileprivate var isGiven: Bool { !wrappedValue.isMissing }
}

extension OptionGroup: GivenOption {
  fileprivate var isGiven: Bool { hasGivenOption(wrappedValue) }
}

private func hasGivenOption(_ options: some ParsableArguments) -> Bool {
  Mirror(reflecting: options).children.contains { ($0.value as? any GivenOption)?.isGiven == true }
}

extension ProblemStage {
  /// - Throws: `Failure` (usage) where options of this problem were given: none of its records came.
  func refuseOptions() throws(Failure) {
    guard hasGivenOption(self) else { return }
    throw Failure(.usage, "an option of \(Self.problem) was given, and no record of \(Self.problem) came; leave it out")
  }
}
