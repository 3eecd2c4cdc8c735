/// The factor L of a symmetric positive definite matrix A = L Lᵀ, for solving A x = b.
public struct Cholesky {
  private let dimension: Int
  private var factor: [Double]

  /// Nil where the matrix is not finite, or not positive definite to working precision.
  ///
  /// - Parameter matrix: row-major, of which the lower triangle is read.
  public init?(_ matrix: [Double], dimension n: Int) {
    precondition(matrix.count == n * n, "a square matrix")
    (dimension, factor) = (n, matrix)
    for i in 0..<n {
      for j in 0...i {
        var sum = matrix[i * n + j]
        for k in 0..<j { sum -= factor[i * n + k] * factor[j * n + k] }
        if j < i {
          factor[i * n + j] = sum / factor[j * n + j]
        } else {
          // Below this the pivot is rounding noise: each of its terms is at most the diagonal entry.
          guard sum.isFinite, sum > Double(n) * .ulpOfOne * matrix[i * n + i] else { return nil }
          factor[i * n + i] = sum.squareRoot()
        }
      }
    }
  }

  /// Replaces the right-hand sides, a column each of `b` with its rows one after the other, by their solutions.
  public func solve(_ b: inout [Double], columns m: Int = 1) {
    precondition(b.count == dimension * m, "right-hand sides of the matrix's size")
    let n = dimension
    factor.withUnsafeBufferPointer { factor in
      b.withUnsafeMutableBufferPointer { b in
        for i in 0..<n {
          for k in 0..<i {
            let entry = factor[i * n + k]
            for c in 0..<m { b[i * m + c] -= entry * b[k * m + c] }
          }
          let pivot = factor[i * n + i]
          for c in 0..<m { b[i * m + c] /= pivot }
        }
        for i in (0..<n).reversed() {
          for k in (i + 1)..<n {
            let entry = factor[k * n + i]
            for c in 0..<m { b[i * m + c] -= entry * b[k * m + c] }
          }
          let pivot = factor[i * n + i]
          for c in 0..<m { b[i * m + c] /= pivot }
        }
      }
    }
  }
}
