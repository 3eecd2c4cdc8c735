import Records

/// A moment as grid files write it: 2024-02-29 23:55:00.
func appendTimestamp(_ instant: Instant, to buffer: inout [UInt8]) {
  let (year, month, day) = instant.date
  let second = instant.secondOfDay
  for (value, digits, separator) in [
    (year, 4, "-"), (month, 2, "-"), (day, 2, " "), (second / 3600, 2, ":"), (second / 60 % 60, 2, ":"),
    (second % 60, 2, nil),
  ] as [(Int, Int, Unicode.Scalar?)] {
    appendDigits(value, digits, to: &buffer)
    if let separator { buffer.append(UInt8(ascii: separator)) }
  }
}

/// The last digits of a number, with leading zeros.
func appendDigits(_ value: Int, _ digits: Int, to buffer: inout [UInt8]) {
  var divisor: UInt = 1
  for _ in 1..<digits { divisor *= 10 }
  while divisor > 0 {
    buffer.append(UInt8(ascii: "0") + UInt8(value.magnitude / divisor % 10))
    divisor /= 10
  }
}
