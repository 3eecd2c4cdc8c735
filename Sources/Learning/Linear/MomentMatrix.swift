/// Σ z zᵀ over a stream of vectors z: all that linear least squares needs, however long the stream.
///
/// Matrices made apart add up to the matrix of the whole; made per zone and year and added in a fixed order, the sum
/// has the same bits whoever computed the parts.
public struct MomentMatrix: Sendable, Equatable {
  public let dimension: Int
  /// The lower triangle by rows.
  private var sums: ContiguousArray<Double>

  public init(dimension: Int) {
    self.dimension = dimension
    sums = ContiguousArray(repeating: 0, count: dimension * (dimension + 1) / 2)
  }

  /// The entry at a row and a column not beyond it.
  public subscript(row: Int, column: Int) -> Double { sums[row * (row + 1) / 2 + column] }

  /// Adds `rows` vectors, one after the other in `vectors`.
  public mutating func add(_ vectors: UnsafeBufferPointer<Double>, rows: Int) {
    var row = 0
    while row + 4 <= rows {  // four at a time: one load and one store of each sum for four products
      add4(vectors, from: row * dimension)
      row += 4
    }
    while row < rows {
      add1(vectors, from: row * dimension)
      row += 1
    }
  }

  private mutating func add4(_ z: UnsafeBufferPointer<Double>, from first: Int) {
    let n = dimension
    sums.withUnsafeMutableBufferPointer { sums in
      var entry = 0
      for i in 0..<n {
        let (a, b, c, d) = (z[first + i], z[first + n + i], z[first + 2 * n + i], z[first + 3 * n + i])
        for j in 0...i {
          let k = first + j
          sums[entry + j] += (a * z[k] + b * z[k + n]) + (c * z[k + 2 * n] + d * z[k + 3 * n])
        }
        entry += i + 1
      }
    }
  }

  private mutating func add1(_ z: UnsafeBufferPointer<Double>, from first: Int) {
    let n = dimension
    sums.withUnsafeMutableBufferPointer { sums in
      var entry = 0
      for i in 0..<n {
        for j in 0...i { sums[entry + j] += z[first + i] * z[first + j] }
        entry += i + 1
      }
    }
  }

  public static func += (a: inout MomentMatrix, b: MomentMatrix) {
    precondition(a.dimension == b.dimension, "moment matrices of different vectors")
    for i in a.sums.indices { a.sums[i] += b.sums[i] }
  }
}
