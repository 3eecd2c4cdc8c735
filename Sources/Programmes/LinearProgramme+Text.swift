extension LinearProgramme {
  /// Writes the programme in CPLEX LP format, which glpsol (`--lp`), HiGHS, CBC, SCIP and others read.
  ///
  /// - Parameters:
  ///   - comment: Lines to stand before it.
  ///   - emit: Takes the text, about a line at a time.
  public func write<Failure: Error>(comment: [String], to emit: (String) throws(Failure) -> Void) throws(Failure) {
    for line in comment { try emit("\\ \(line)\n") }
    try emit("Maximize\n objective:")
    if cost.allSatisfy({ $0 == 0 }), !cost.isEmpty { try emit(term(0, 0)) }
    for column in cost.indices where cost[column] != 0 { try emit(term(cost[column], column)) }
    try emit("\nSubject To\n")
    for row in rowNames.indices { try writeRow(row, to: emit) }
    try emit("Bounds\n")
    for column in columnNames.indices {
      let (name, least, most) = (columnNames[column].text, lower[column], upper[column])
      try emit(least == most ? " \(name) = \(least)\n" : " \(bound(least)) <= \(name) <= \(bound(most))\n")
    }
    if isInteger.contains(1) { try emit("General\n") }
    for column in columnNames.indices where isInteger[column] == 1 { try emit(" \(columnNames[column].text)\n") }
    try emit("End\n")
  }

  private func writeRow<Failure: Error>(_ row: Int, to emit: (String) throws(Failure) -> Void) throws(Failure) {
    let (name, least, most) = (rowNames[row].text, rowLower[row], rowUpper[row])
    func writeTerms(_ name: String) throws(Failure) {
      try emit(" \(name):")
      for index in Int(rowStarts[row])..<Int(rowStarts[row + 1]) {
        try emit(term(coefficients[index], Int(termColumns[index])))
      }
    }
    // Not every reader knows rows of two bounds, so these become two rows.
    if least.isFinite, least != most {
      try writeTerms(most.isFinite ? "\(name)_least" : name)
      try emit(" >= \(least)\n")
    }
    if most.isFinite {
      try writeTerms(name)
      try emit(least == most ? " = \(most)\n" : " <= \(most)\n")
    }
  }

  /// Readers limit the length of a line, so each term has its own.
  private func term(_ coefficient: Double, _ column: Int) -> String {
    let sign = coefficient < 0 ? "-" : "+"
    let size = abs(coefficient)
    return "\n  \(sign) \(size == 1 ? "" : "\(size) ")\(columnNames[column].text)"
  }

  private func bound(_ value: Double) -> String {
    value == .infinity ? "+inf" : value == -.infinity ? "-inf" : "\(value)"
  }
}

extension LinearProgramme.Name {
  var text: String { index < 0 ? "\(stem)" : "\(stem)_\(index)" }
}
