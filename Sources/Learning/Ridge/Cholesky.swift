/// The factor L of a symmetric positive definite matrix A = L Lᵀ, for solving A x = b.
struct Cholesky {
  private let dimension: Int
  private var factor: [Double]

  /// - Parameter matrix: row-major, of which the lower triangle is read.
  /// Nil where the matrix is not finite, or not positive definite to working precision.
  init?(_ matrix: [Double], dimension n: Int) {
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

  /// Replaces b by the solution.
  func solve(_ b: inout [Double]) {
    precondition(b.count == dimension, "one right-hand side of the matrix's size")
    for i in 0..<dimension {
      for k in 0..<i { b[i] -= factor[i * dimension + k] * b[k] }
      b[i] /= factor[i * dimension + i]
    }
    for i in (0..<dimension).reversed() {
      for k in (i + 1)..<dimension { b[i] -= factor[k * dimension + i] * b[k] }
      b[i] /= factor[i * dimension + i]
    }
  }
}
