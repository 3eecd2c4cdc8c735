import Foundation

/// The values PyTorch found (reference/network.py).
let networkReference = readReference("network.txt")

/// A name and its numbers a line.
private func readReference(_ name: String) -> [String: [Double]] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let file = folder.appendingPathComponent("reference/\(name)")
  let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  var values: [String: [Double]] = [:]
  for line in text.split(separator: "\n") {
    let words = line.split(separator: " ")
    values[String(words[0])] = words.dropFirst().compactMap { Double($0) }
  }
  return values
}

func largestDifference(_ a: some Sequence<Double>, _ b: some Sequence<Double>) -> Double {
  zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
}

func exponential(_ x: Float) -> Float { Foundation.exp(x) }
func logarithm(_ x: Double) -> Double { Foundation.log(x) }
