import StreamIO

/// What was asked for of a batch's records, one column after the other.
struct RecordColumns: Sendable {
  /// Keys as spelled, numbered within the batch.
  struct Keys: Sendable {
    var table = KeyTable()
    var numbers = ContiguousArray<Int>()
  }

  let file: String
  /// Where the batch ends in the input as stored.
  let endOffset: Int
  var lineNumbers = ContiguousArray<Int>()
  var keys: ContiguousArray<Keys>
  /// NaN where a number is null or absent.
  var values: ContiguousArray<ContiguousArray<Double>>
  /// Whether its data are modelled; nil where the record does not say.
  var isModelled = ContiguousArray<Bool?>()
  /// Records, those that do not count included.
  var read = 0
  /// The fields found, by bits.
  var found: UInt64 = 0
  /// All fields of the first record.
  var fieldNames: [String] = []
  var invalid: [Failure]

  init(_ question: Question, _ batch: LineBatch) {
    (file, endOffset) = (batch.file, batch.endOffset)
    keys = ContiguousArray(repeating: Keys(), count: question.keys.count)
    values = ContiguousArray(repeating: [], count: question.numbers.count)
    invalid = batch.invalid
  }

  var count: Int { lineNumbers.count }
}
