import StreamIO

/// That a word names no problem, and which was most likely meant.
public func unknownProblem(_ name: String, of stage: String, _ known: [String]) -> String {
  let near = nearestName(to: name, among: known).map { "did you mean \"\($0)\"?" }
  return "\"\(name)\" is no problem of \(stage); "
    + (near ?? "there \(known.count == 1 ? "is" : "are") \(known.map { "\"\($0)\"" }.joined(separator: ", "))")
}
