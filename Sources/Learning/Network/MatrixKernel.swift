/// Sixteen numbers at once: one register of the widest x86-64, four of its baseline. Sums are defined lane by lane, so
/// that every machine finds the same ones.
typealias Lanes = SIMD16<Float>
typealias Floats = UnsafePointer<Float>
typealias MutableFloats = UnsafeMutablePointer<Float>

extension Lanes {
  @inline(__always) static func load(_ place: Floats) -> Lanes {
    UnsafeRawPointer(place).loadUnaligned(as: Lanes.self)
  }
  @inline(__always) func store(_ place: MutableFloats) {
    UnsafeMutableRawPointer(place).storeBytes(of: self, as: Lanes.self)
  }

  // Whole vectors in every operation: with a scalar on one side the library goes lane by lane.

  /// 0 where the mask says so.
  @inline(__always) func zeroed(where mask: SIMDMask<SIMD16<Int32>>) -> Lanes { replacing(with: Lanes(), where: mask) }
  @inline(__always) func clipped(to limit: Float) -> Lanes {
    let (low, high) = (Lanes(repeating: -limit), Lanes(repeating: limit))
    let raised = replacing(with: low, where: self .< low)
    return raised.replacing(with: high, where: raised .> high)
  }

  /// `count` rounded up to whole vectors: rows of matrices begin where vectors do, and end in zeros.
  static func padded(_ count: Int) -> Int { (count + scalarCount - 1) / scalarCount * scalarCount }
}

/// The one matrix product, C = D + A B, that all layers are made of: forward, backward and weight gradients.
///
/// B, C and D are row-major with whole vectors for rows; A is read an element at a time, with any strides, so that its
/// transpose costs nothing. A stride of 0 repeats a row of D: a bias, or zeros.
struct MatrixProduct {
  var rows: Int
  /// Terms of each sum.
  var terms: Int
  /// Of B, C and D; whole vectors.
  var columns: Int
  var rowStrideOfA: Int
  var termStrideOfA: Int
  var strideOfD = 0

  /// Four rows at a time: as many sums as fill the latency of an addition, as few as stay in registers everywhere.
  func write(_ c: MutableFloats, _ a: Floats, _ b: Floats, plus d: Floats) {
    var column = 0
    while column < columns {
      var row = 0
      while row + 4 <= rows {
        quad(c + row * columns + column, a + row * rowStrideOfA, b + column, d + row * strideOfD + column)
        row += 4
      }
      while row < rows {
        single(c + row * columns + column, a + row * rowStrideOfA, b + column, d + row * strideOfD + column)
        row += 1
      }
      column += Lanes.scalarCount
    }
  }

  @inline(__always)
  private func quad(_ c: MutableFloats, _ a: Floats, _ b: Floats, _ d: Floats) {
    var (s0, s1, s2, s3) = (Lanes(), Lanes(), Lanes(), Lanes())
    var (a, b) = (a, b)
    let stride = rowStrideOfA
    for _ in 0..<terms {
      let w = Lanes.load(b)
      s0 += w * a[0]
      s1 += w * a[stride]
      s2 += w * a[2 &* stride]
      s3 += w * a[3 &* stride]
      a += termStrideOfA
      b += columns
    }
    (Lanes.load(d) + s0).store(c)
    (Lanes.load(d + strideOfD) + s1).store(c + columns)
    (Lanes.load(d + 2 * strideOfD) + s2).store(c + 2 * columns)
    (Lanes.load(d + 3 * strideOfD) + s3).store(c + 3 * columns)
  }

  @inline(__always)
  private func single(_ c: MutableFloats, _ a: Floats, _ b: Floats, _ d: Floats) {
    var sum = Lanes()
    var (a, b) = (a, b)
    for _ in 0..<terms {
      sum += Lanes.load(b) * a[0]
      a += termStrideOfA
      b += columns
    }
    (Lanes.load(d) + sum).store(c)
  }
}

/// Numbers at an address that vectors like: a multiple of 64 bytes. Zeros at first.
final class AlignedFloats {
  let base: MutableFloats
  let count: Int

  init(_ count: Int) {
    self.count = max(1, count)
    base = UnsafeMutableRawPointer.allocate(byteCount: 4 * self.count, alignment: 64)
      .initializeMemory(as: Float.self, repeating: 0, count: self.count)
  }

  deinit { base.deallocate() }

  var array: ContiguousArray<Float> { ContiguousArray(UnsafeBufferPointer(start: base, count: count)) }

  var isFinite: Bool { UnsafeBufferPointer(start: base, count: count).allSatisfy(\.isFinite) }

  func assign(_ values: ContiguousArray<Float>) {
    precondition(values.count == count, "as many numbers as there is room for")
    for (i, value) in values.enumerated() { base[i] = value }
  }
}
