import ArgumentParser
import CommandSupport
import Records
import StreamIO

struct Aggregate: Tool {
  static let name = "aggregate"
  static let schemas = [RecordSchema(of: Summary.self), RecordSchema(of: Comparison.self)]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Statistics of groups of records with confidence intervals, and paired comparisons with a baseline.",
    discussion: """
      Reads any NDJSON and writes a summary for each group and metric, then, with
      --compare, a comparison for each group, metric and value compared. A metric
      that is null or absent counts as missing; a --by field that is absent counts
      as null.

      Quantiles are exact up to 4096 values a group, beyond that within 0.1 % of
      the ranks for a million. Intervals are Student's; with --cluster, and for
      ratios, they are bias-corrected bootstrap intervals from whole clusters (a
      ratio without --cluster: from records). Comparisons test by Wilcoxon's signed
      ranks, p adjusted by Holm within group and metric.

      Memory does not grow with the records, but for: 16 bytes for each cluster and
      metric (a ratio without --cluster: for each record), 8 bytes for each value
      compared (16 a pair), and the keys of clusters and pairs. At most 65,536
      groups a grouping, and 64 fields in all.

      EXAMPLES
        aggregate runs.ndjson.gz --by controller --metric success_rate,uptime
        aggregate runs.ndjson.gz --ratio regret/naive_regret --cluster zone,start
        aggregate runs.ndjson.gz --by season --metric utility \\
          --where status=ok --compare controller --baseline naive,mpc_ar
        aggregate runs.ndjson.gz --by zone --metric carbon_g | zcat | jq .mean
        aggregate runs.ndjson.gz --by capacity_wh --bin capacity_wh=0,5,10 \\
          --metric utility
      """,
    version: suiteVersion)

  @OptionGroup var input: InputOptions

  @Option(
    help: ArgumentHelp("Fields that tell groups apart, by commas; again for another grouping.", valueName: "fields"))
  var by: [String] = []

  @Option(
    help: ArgumentHelp(
      "Edges of a number that groups: each value counts as the greatest edge not above it, one below all as null; may be "
        + "given again.", valueName: "field=edges"))
  var bin: [String] = []

  @Option(help: ArgumentHelp("Fields to summarise, by commas; may be given again.", valueName: "fields"))
  var metric: [String] = []

  @Option(help: ArgumentHelp("Ratios of sums, numerator/denominator, by commas.", valueName: "a/b"))
  var ratio: [String] = []

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Count only records in which this holds; may be given again: all must hold.", valueName: "field=value"))
  var conditions: [String] = []

  @Option(help: ArgumentHelp("Fields that name a cluster of records that depend on each other.", valueName: "fields"))
  var cluster: String?

  @Option(help: ArgumentHelp("The field whose values are compared.", valueName: "field"))
  var compare: String?

  @Option(help: ArgumentHelp("The values they are compared with, by commas.", valueName: "values"))
  var baseline: String?

  @Option(help: ArgumentHelp("Fields that name a pair (default: id).", valueName: "fields"))
  var pair: String?

  @Option(help: ArgumentHelp("Level of the intervals (default: 0.95).", valueName: "fraction"))
  var confidence: Double?

  @Option(help: ArgumentHelp("Replicates of the bootstrap (default: 2000).", valueName: "n"))
  var replicates: Int?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let confidence, !(0.001...0.999_999).contains(confidence) {
      throw ValidationError("--confidence is \(confidence); a fraction such as 0.95 is needed")
    }
    if let replicates, !(1...1_000_000).contains(replicates) {
      throw ValidationError("--replicates is \(replicates); 1 to 1,000,000 are possible")
    }
  }

  func resolve(_ configuration: AggregateConfiguration) -> AggregateConfiguration {
    var result = configuration
    if !by.isEmpty { result.by = by }
    if !bin.isEmpty { result.bins = bin }
    if !metric.isEmpty { result.metrics = metric.flatMap(fieldList) }
    if !ratio.isEmpty { result.ratios = ratio.flatMap(fieldList) }
    if !conditions.isEmpty { result.conditions = conditions }
    result.cluster = cluster.map(fieldList) ?? result.cluster
    result.compare = compare ?? result.compare
    result.baselines = baseline.map(fieldList) ?? result.baselines
    result.pair = pair.map(fieldList) ?? result.pair
    result.confidence = confidence ?? result.confidence
    result.replicates = replicates ?? result.replicates
    return result
  }

  func run(_ call: Invocation<AggregateConfiguration>) throws(Failure) {
    let question = try Question(call.configuration, seed: call.seed)
    var output = try RecordOutput(common)
    let aggregation = try read(question)
    call.log.write(.info, "read", ["records": Double(aggregation.read)])
    for groups in aggregation.groups {
      let summaries = Summaries(aggregation, groups)
      try write(summaries.groups, { summaries.summaries(of: $0) }, to: &output)
    }
    for pairs in aggregation.pairs {
      let comparisons = Comparisons(aggregation, pairs)
      try write(comparisons.groups, { comparisons.comparisons(in: $0) }, to: &output)
    }
    try output.finish()
  }

  /// Little enough for a core's cache, enough that handing it over costs nothing.
  private static let batchBytes = 1 << 18

  private func read(_ question: Question) throws(Failure) -> Aggregation {
    var aggregation = Aggregation(question)
    var invalid = InvalidRecords(input)
    var progress = Progress(common, unit: "records")
    let isSkipping = input.skipInvalid
    try input.forEachInput(threads: common.threadCount) { lines throws(Failure) in
      let batches = BatchReader(lines, isSkipping: isSkipping, fullBytes: Self.batchBytes)
      try orderedMap(
        threads: common.threadCount,
        makeState: { () throws(Failure) in RecordScanner(question, isSkipping: isSkipping) },
        produce: { () throws(Failure) in try batches.next() },
        transform: { (scanner: inout RecordScanner, batch: LineBatch) throws(Failure) in
          try scanner.columns(of: batch)
        },
        consume: { (columns: RecordColumns) throws(Failure) in
          for failure in columns.invalid { try invalid.pass(failure) }
          try aggregation.add(columns)
          progress.advance(by: columns.read)
        })
    }
    try aggregation.finish()
    invalid.report(tool: Self.name)
    return aggregation
  }

  /// What each group becomes, made on all threads and written in order.
  private func write<Item: Sendable, R: Record>(
    _ items: [Item], _ make: @escaping @Sendable (Item) -> [R], to output: inout RecordOutput
  ) throws(Failure) {
    var next = items.makeIterator()
    try orderedMap(
      threads: common.threadCount, makeState: { () throws(Failure) in () },
      produce: { () throws(Failure) in next.next() },
      transform: { (_: inout Void, item: Item) throws(Failure) in make(item) },
      consume: { (records: [R]) throws(Failure) in for var record in records { try output.write(&record) } })
  }
}
