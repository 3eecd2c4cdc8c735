import CommandSupport
import Records
import StreamIO

/// Takes the columns out of batches; one for each thread.
struct RecordScanner {
  private let question: Question
  private let fields: FieldScanner
  /// Of each field, the number of its name in the scanner; empty where all names differ, and the numbers are the fields'.
  private let sources: [Int]
  private let keyFields: [Int]
  /// Of each field, the part of a time that it is.
  private let parts: ContiguousArray<TimePart?>
  /// Fields that stand in keys by a label.
  private let labelled: [Int]
  private let isSkipping: Bool
  private var places: ContiguousArray<Range<Int>>
  private var numbers: ContiguousArray<Double>
  private var key = ContiguousArray<UInt8>()
  /// Of each binned field of the record, the edge it counts as; of each part of a time, its number.
  private var labels: ContiguousArray<[UInt8]?>

  init(_ question: Question, isSkipping: Bool) {
    self.question = question
    self.isSkipping = isSkipping
    let names = question.sources
    let distinct = names.distinct()
    fields = FieldScanner(distinct)
    sources = distinct.count == names.count ? [] : names.map { distinct.firstIndex(exactly: $0) ?? 0 }
    parts = ContiguousArray(question.fields.indices.map { question.parts[$0] })
    keyFields = Set(question.keys.joined()).sorted()
    labelled = keyFields.filter { question.bins[$0] != nil || question.parts[$0] != nil }
    places = ContiguousArray(repeating: 0..<0, count: question.fields.count)
    numbers = ContiguousArray(repeating: .nan, count: question.numbers.count)
    labels = ContiguousArray(repeating: nil, count: question.fields.count)
  }

  /// Throws the first record's failure, unless those are to be skipped.
  mutating func columns(of batch: LineBatch) throws(Failure) -> RecordColumns {
    var columns = RecordColumns(question, batch)
    try batch.forEach { line, number throws(Failure) in
      do throws(Failure) {
        try add(line, number, to: &columns)
      } catch {
        guard isSkipping else { throw error }
        columns.invalid.append(error)
      }
    }
    columns.invalid.sort { ($0.place?.line ?? 0) < ($1.place?.line ?? 0) }
    return columns
  }

  private mutating func add(
    _ line: UnsafeBufferPointer<UInt8>, _ number: Int, to columns: inout RecordColumns
  ) throws(Failure) {
    var reader = JSONReader(line, file: columns.file, firstLine: number)
    var found = try places.withUnsafeMutableBufferPointer { places throws(Failure) in
      try fields.scan(&reader, into: places)
    }
    try reader.finish()
    if !sources.isEmpty { found = spread(found) }
    if columns.read == 0 { columns.fieldNames = fieldNames(line) }
    columns.read += 1
    columns.found |= found
    guard try isWanted(&reader, found) else { return }
    try readNumbers(&reader, found)
    try checkKeys(&reader, found)
    try readLabels(&reader, found)

    columns.lineNumbers.append(number)
    for (column, value) in numbers.enumerated() { columns.values[column].append(value) }
    for (column, fields) in question.keys.enumerated() {
      let key = keyNumber(fields, line, found, in: &columns.keys[column].table)
      columns.keys[column].numbers.append(key)
    }
    columns.isModelled.append(try isModelled(&reader, found))
  }

  /// Gives every field the place of what it is a part of, from the last on, for none stands before its source.
  private mutating func spread(_ found: UInt64) -> UInt64 {
    var spread: UInt64 = 0
    for (field, source) in sources.enumerated().reversed() where found & 1 << UInt64(source) != 0 {
      places[field] = places[source]
      spread |= 1 << UInt64(field)
    }
    return spread
  }

  private func has(_ field: Int, _ found: UInt64) -> Bool { found & 1 << UInt64(field) != 0 }

  private func isWanted(_ reader: inout JSONReader, _ found: UInt64) throws(Failure) -> Bool {
    for condition in question.conditions {
      guard has(condition.field, found) else {
        if condition.holdsWhereAbsent { continue }
        return false
      }
      if let part = parts[condition.field] {
        let number = try number(condition.field, &reader, found, isTimeToo: false)
        if number.isNaN ? !condition.holdsWhereAbsent : !condition.holds(part, of: Int(number)) { return false }
        continue
      }
      reader.move(to: places[condition.field].lowerBound)
      if try !condition.holds(&reader) { return false }
    }
    return true
  }

  private mutating func readNumbers(_ reader: inout JSONReader, _ found: UInt64) throws(Failure) {
    for (index, column) in question.numbers.enumerated() {
      numbers[index] = try number(column.field, &reader, found, isTimeToo: column.isTimeToo)
      if let weight = column.weight { numbers[index] *= try number(weight, &reader, found, isTimeToo: false) }
    }
  }

  /// NaN where it is null or absent; true and false count as 1 and 0.
  private func number(
    _ field: Int, _ reader: inout JSONReader, _ found: UInt64, isTimeToo: Bool
  ) throws(Failure) -> Double {
    guard has(field, found) else { return .nan }
    reader.move(to: places[field].lowerBound)
    do throws(Failure) {
      if try reader.takeNull() { return .nan }
      let part = parts[field]
      var isTime = part != nil
      if isTimeToo, !isTime { isTime = try reader.isNext("\"") }
      if isTime {
        var instant = Instant(seconds: 0)
        try instant.decode(from: &reader, .any)
        return part.map { Double($0.value(of: instant)) } ?? Double(instant.seconds) / 86_400
      }
      let (isTrue, isFalse) = (try reader.isNext("t"), try reader.isNext("f"))
      if isTrue || isFalse { return try reader.readBool() ? 1 : 0 }
      return try reader.readDouble()
    } catch {
      throw error.named(question.fields[field])
    }
  }

  private func checkKeys(_ reader: inout JSONReader, _ found: UInt64) throws(Failure) {
    for field in keyFields where has(field, found) {
      reader.move(to: places[field].lowerBound)
      let (isObject, isArray) = (try reader.isNext("{"), try reader.isNext("["))
      if isObject || isArray {
        throw Failure(
          .data, "an object or array does not name a group; a string, a number, true, false or null does",
          at: reader.place
        ).named(question.fields[field])
      }
    }
  }

  /// What stands in keys for this record's binned fields and parts of times.
  private mutating func readLabels(_ reader: inout JSONReader, _ found: UInt64) throws(Failure) {
    for field in labelled where has(field, found) {
      let value = try number(field, &reader, found, isTimeToo: false)
      guard !value.isNaN else {
        labels[field] = nil
        continue
      }
      labels[field] =
        question.bins[field].map { $0.label(of: value) } ?? parts[field].map { Array($0.json(of: Int(value)).utf8) }
    }
  }

  /// The number of the values by commas; one that is absent is null.
  private mutating func keyNumber(
    _ fields: [Int], _ line: UnsafeBufferPointer<UInt8>, _ found: UInt64, in table: inout KeyTable
  ) -> Int {
    if fields.count == 1, has(fields[0], found), labels[fields[0]] == nil {
      return table.number(of: UnsafeBufferPointer(rebasing: line[places[fields[0]]]))
    }
    key.removeAll(keepingCapacity: true)
    for field in fields {
      if !key.isEmpty { key.append(UInt8(ascii: ",")) }
      if has(field, found), let label = labels[field] {
        key.append(contentsOf: label)
      } else if has(field, found) {
        key.append(contentsOf: UnsafeBufferPointer(rebasing: line[places[field]]))
      } else {
        key.append(contentsOf: "null".utf8)
      }
    }
    return key.withUnsafeBufferPointer { table.number(of: $0) }
  }

  private func isModelled(_ reader: inout JSONReader, _ found: UInt64) throws(Failure) -> Bool? {
    guard let field = question.modelled, has(field, found) else { return nil }
    reader.move(to: places[field].lowerBound)
    if try reader.isNext("t") { return try reader.readBool() }
    return try reader.isNext("f") ? try reader.readBool() : nil
  }

  private func fieldNames(_ line: UnsafeBufferPointer<UInt8>) -> [String] {
    var reader = JSONReader(line, file: "")
    // The line has just been read whole.
    return (try? reader.readFieldPaths()) ?? []
  }
}
