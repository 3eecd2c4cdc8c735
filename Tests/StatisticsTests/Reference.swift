import Foundation
import Testing

@testable import Statistics

/// A case of reference/reference.tsv or extremes.tsv: values of SciPy, NumPy or mpmath, made by the scripts beside them.
struct Reference: Sendable {
  let name: String
  let inputs: [[Double]]
  let expected: [Double]

  var arguments: [Double] { inputs[0] }

  static func all(_ name: String) throws -> [Reference] {
    let cases = try table.get().filter { $0.name == name }
    #expect(!cases.isEmpty, "no reference for \(name)")
    return cases
  }

  private static let table = Result {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "reference")
    let texts = try ["reference.tsv", "extremes.tsv"].map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
    return try texts.flatMap { $0.split(separator: "\n") }.map { line in
      let columns = line.split(separator: "\t")
      let lists = try columns.dropFirst().map { list in
        try list.split(separator: ",").map { try #require(Double($0)) }
      }
      return Reference(name: String(columns[0]), inputs: lists.dropLast(), expected: try #require(lists.last))
    }
  }
}

/// |a − b| ≤ tolerance·|b|.
func close(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
  a == b || abs(a - b) <= tolerance * abs(b)
}

func sample(_ values: [Double]) -> Moments {
  var moments = Moments()
  for value in values { moments.add(value) }
  return moments
}
