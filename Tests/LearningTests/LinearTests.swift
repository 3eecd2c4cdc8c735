import Learning
import Randomness
import Testing

@Suite struct LinearTests {
  @Test func momentsAreSumsOfProducts() {
    var random = RandomStream(seed: 3, "moments")
    let rows = (0..<23).map { _ in (0..<9).map { _ in random.normal() } }
    var matrix = MomentMatrix(dimension: 9)
    rows.flatMap { $0 }.withUnsafeBufferPointer { matrix.add($0, rows: 23) }
    for i in 0..<9 {
      for j in 0...i { #expect(abs(matrix[i, j] - rows.reduce(0) { $0 + $1[i] * $1[j] }) < 1e-12) }
    }
  }

  @Test func choleskySolvesAndRefuses() throws {
    var random = RandomStream(seed: 4, "cholesky")
    let n = 12
    let a = (0..<(n * n)).map { _ in random.normal() }
    let normal = (0..<(n * n)).map { k in
      (0..<n).reduce(k / n == k % n ? 0.5 : 0) { $0 + a[k / n * n + $1] * a[k % n * n + $1] }
    }
    let x = (0..<n).map { _ in random.normal() }
    var b = (0..<n).map { i in (0..<n).reduce(0) { $0 + normal[i * n + $1] * x[$1] } }
    try #require(Cholesky(normal, dimension: n)).solve(&b)
    #expect(largestDifference(b, x) < 1e-9)
    #expect(Cholesky([1, 2, 2, 1], dimension: 2) == nil)
    #expect(Cholesky([1, 1, 1, 1], dimension: 2) == nil)
    #expect(Cholesky([0], dimension: 1) == nil)
    #expect(Cholesky([.nan], dimension: 1) == nil && Cholesky([.infinity], dimension: 1) == nil)
  }
}
