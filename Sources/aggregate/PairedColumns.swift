import StreamIO

/// The values that are compared, in the groups of one --by: 8 bytes a value beside the keys of the pairs.
struct PairedColumns: Sendable {
  /// The records of one value of the compared field, by pair.
  struct Contender: Sendable {
    fileprivate(set) var isPresent = ContiguousArray<Bool>()
    /// By pair and quantity; NaN where it is null or absent.
    fileprivate(set) var values = ContiguousArray<Double>()
  }

  private let question: Question
  let pairing: Question.Pairing
  /// By the number of the compared field's value.
  private(set) var contenders = ContiguousArray<Contender>()
  /// By the number of the pair; nil where the number is another spelling's.
  private(set) var groupOfPair = ContiguousArray<Int?>()
  private(set) var clusterOfPair = ContiguousArray<Int>()

  init(_ question: Question, _ pairing: Question.Pairing) { (self.question, self.pairing) = (question, pairing) }

  func has(_ contender: Int, _ pair: Int) -> Bool {
    contenders[contender].isPresent.indices.contains(pair) && contenders[contender].isPresent[pair]
  }

  typealias NamedContender = (number: Int, name: String)

  /// The values of the compared field that some record has, in their order.
  func named(in space: KeySpace) -> [NamedContender] {
    let present = space.inOrder(contenders.indices.filter { !contenders[$0].isPresent.isEmpty })
    return zip(present, distinctLabels(present.map { ($0.values[0].text, $0.values[0].json) })).map { (number: $0.number, name: $1) }
  }

  /// NaN where there is none.
  func value(_ contender: Int, _ pair: Int, _ quantity: Int) -> Double {
    has(contender, pair) ? contenders[contender].values[pair * question.quantities.count + quantity] : .nan
  }

  /// - Parameters:
  ///   - keys: of the records, by column of keys.
  ///   - spaces: the columns' keys.
  mutating func add(
    _ columns: RecordColumns, keys: ContiguousArray<ContiguousArray<Int>>, in spaces: ContiguousArray<KeySpace>
  ) throws(Failure) {
    for record in 0..<columns.count {
      let (contender, pair) = (keys[pairing.contenders][record], keys[pairing.pairs][record])
      let cluster = pairing.clusters.map { keys[$0][record] } ?? 0
      do throws(Wrong) {
        try open(pair, group: keys[pairing.groups][record], cluster: cluster, in: spaces)
        try enter(columns, record, contender, pair)
      } catch {
        let names = (spaces[pairing.contenders].values(of: contender), spaces[pairing.pairs].values(of: pair))
        throw Failure(
          .data, message(error, names.0, names.1),
          at: Place(file: columns.file, line: columns.lineNumbers[record]))
      }
    }
  }

  private enum Wrong: Error { case unnamed, twice, otherCluster }

  private mutating func open(
    _ pair: Int, group: Int, cluster: Int, in spaces: ContiguousArray<KeySpace>
  ) throws(Wrong) {
    if pair >= groupOfPair.count {
      let added = pair + 1 - groupOfPair.count
      groupOfPair.append(contentsOf: repeatElement(nil, count: added))
      clusterOfPair.append(contentsOf: repeatElement(0, count: added))
    }
    if groupOfPair[pair] != nil {
      guard clusterOfPair[pair] == cluster else { throw .otherCluster }
      return
    }
    let names = spaces[pairing.pairs].values(of: pair).dropFirst(pairing.fields.count)
    guard !names.contains(where: \.isNull) else { throw .unnamed }
    (groupOfPair[pair], clusterOfPair[pair]) = (group, cluster)
  }

  private mutating func enter(_ columns: RecordColumns, _ record: Int, _ contender: Int, _ pair: Int) throws(Wrong) {
    guard !contenders.indices.contains(contender) || !has(contender, pair) else { throw .twice }
    while contenders.count <= contender { contenders.append(Contender()) }
    let quantityCount = question.quantities.count
    let missing = pair + 1 - contenders[contender].isPresent.count
    if missing > 0 {
      contenders[contender].isPresent.append(contentsOf: repeatElement(false, count: missing))
      contenders[contender].values.append(contentsOf: repeatElement(.nan, count: missing * quantityCount))
    }
    contenders[contender].isPresent[pair] = true
    for (index, quantity) in question.quantities.enumerated() {
      let isWhole = quantity.denominator.map { !columns.values[$0][record].isNaN } ?? true
      contenders[contender].values[pair * quantityCount + index] =
        isWhole ? columns.values[quantity.numerator][record] : .nan
    }
  }

  private func message(_ wrong: Wrong, _ contender: [KeyValue], _ pair: [KeyValue]) -> String {
    let fields = question.configuration.pair.joined(separator: ", ")
    let contender = contender.map(\.json).joined(separator: ", ")
    let pair = pair.dropFirst(pairing.fields.count).map(\.json).joined(separator: ", ")
    switch wrong {
    case .unnamed:
      return "a record without \(fields) cannot be paired; leave it out with --where, or pair by other fields"
    case .twice:
      return "\(contender) has a second record whose \(fields) is \(pair); a pair needs one each: "
        + "name more fields with --pair, or group by what tells them apart"
    case .otherCluster:
      return "the records whose \(fields) is \(pair) are of different clusters; a pair is of one"
    }
  }
}
