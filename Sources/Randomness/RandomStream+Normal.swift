import Glibc

extension RandomStream {
  /// Standard normal, by Marsaglia's polar method; each call draws afresh, so that a stream's state is its state alone.
  public mutating func normal() -> Double {
    while true {
      let u = 2 * unit() - 1
      let v = 2 * unit() - 1
      let s = u * u + v * v
      if s > 0, s < 1 { return u * (-2 * log(s) / s).squareRoot() }
    }
  }
}
