import ArgumentParser
import CommandSupport
import Records
import StreamIO

struct Aggregate: Tool {
  static let name = "aggregate"
  static let schemas = [
    RecordSchema(of: Summary.self), RecordSchema(of: HistogramBin.self), RecordSchema(of: Correlation.self),
    RecordSchema(of: Trend.self), RecordSchema(of: ParetoPoint.self), RecordSchema(of: Comparison.self),
    RecordSchema(of: Ranking.self), RecordSchema(of: Insight.self),
  ]
  static let configuration = CommandConfiguration(
    commandName: programName,
    abstract: "Statistics of groups of records with confidence intervals, and paired comparisons with a baseline.",
    discussion: """
      Reads any NDJSON and writes for each group its summaries, histograms,
      correlations and trends; then comparisons, rankings and a Pareto front of the
      values of one field; then insights. A metric that is null or absent counts as
      missing; a --by field that is absent counts as null.

      Quantiles are exact up to 4096 values a group, beyond that within 0.1 % of
      the ranks for a million, as rank_error says. Intervals are Student's; with
      --cluster, and for ratios and weighted means, they are bias-corrected
      bootstrap intervals from whole clusters (without --cluster: from records).
      Comparisons test by Wilcoxon's signed ranks, of cluster means where there are
      clusters, p adjusted by Holm within group, metric and baseline. Trends,
      correlations, rankings and --shape assume independent records, even with
      --cluster. An insight needs a test that is still significant after all tests
      are adjusted for. Ratios are compared and ranked by their numerators.

      Memory does not grow with the records, except by 32 bytes for each cluster and
      metric (for each record, in a ratio or bootstrap without --cluster), 8 bytes
      for each value compared (16 a pair), 16 for each record of a trend or
      correlation, and the keys of clusters and pairs; CSV is held whole. A grouping
      may have 65,536 groups, and all of them together 64 fields.

      EXAMPLES
        aggregate runs.ndjson.gz --by controller --metric success_rate,carbon_g
        aggregate runs.ndjson.gz --by controller --ratio regret/naive_regret \\
          --cluster zone,start
        aggregate runs.ndjson.gz --by controller,season --metric utility \\
          --where status=ok --compare controller --baseline naive,mpc_ar
        aggregate runs.ndjson.gz --by controller,zone --metric carbon_g --plain \\
          | jq -c '[.by, .mean]'
        aggregate runs.ndjson.gz --by controller,capacity_wh \\
          --bin capacity_wh=0,5,10 --metric utility --interval bca
        aggregate runs.ndjson.gz --by controller --ratio carbon_g/successes \\
          --metric success_rate --pareto success_rate:max,carbon_g/successes:min
        aggregate runs.ndjson.gz --metric carbon_g --compare controller --rank --csv
        aggregate runs.ndjson.gz --by controller --trend carbon_g~capacity_wh \\
          --correlate carbon_g,utility
        aggregate runs.ndjson.gz --by 'controller,month(start)' --metric carbon_g
        aggregate runs.ndjson.gz --by controller \\
          --histogram success_rate=0,0.5,0.9,1 --json
        aggregate runs.ndjson.gz --metric utility,carbon_g --compare controller \\
          --baseline naive --adjust bh --insights 5 --plain
      """,
    version: suiteVersion)

  @OptionGroup var input: InputOptions
  @OptionGroup(title: "Groups") var groups: GroupOptions
  @OptionGroup(title: "Measures") var measures: MeasureOptions
  @OptionGroup(title: "Comparisons") var comparisons: ComparisonOptions
  @OptionGroup(title: "Output") var table: TableOptions
  @OptionGroup var common: CommonOptions

  func resolve(_ configuration: AggregateConfiguration) -> AggregateConfiguration {
    var result = configuration
    if !groups.by.isEmpty { result.by = groups.by }
    if !groups.bin.isEmpty { result.bins = groups.bin }
    if !groups.conditions.isEmpty { result.conditions = groups.conditions }
    result.cluster = groups.cluster.map(fieldList) ?? result.cluster
    result.modelled = groups.modelled ?? result.modelled
    if !measures.metric.isEmpty { result.metrics = measures.metric.flatMap(fieldList) }
    result.weight = measures.weight ?? result.weight
    if !measures.ratio.isEmpty { result.ratios = measures.ratio.flatMap(fieldList) }
    if measures.shape { result.isShapeWanted = true }
    if !measures.histogram.isEmpty { result.histograms = measures.histogram }
    if !measures.correlate.isEmpty { result.correlations = measures.correlate }
    if !measures.trend.isEmpty { result.trends = measures.trend }
    result.interval = measures.interval ?? result.interval
    result.confidence = measures.confidence ?? result.confidence
    result.replicates = measures.replicates ?? result.replicates
    result.compare = comparisons.compare ?? result.compare
    result.baselines = comparisons.baseline.map(fieldList) ?? result.baselines
    result.pair = comparisons.pair.map(fieldList) ?? result.pair
    result.test = comparisons.test ?? result.test
    result.adjustment = comparisons.adjust ?? result.adjustment
    if comparisons.rank { result.isRankingWanted = true }
    result.pareto = comparisons.pareto.map(fieldList) ?? result.pareto
    result.insights = comparisons.insights ?? result.insights
    result.about = comparisons.about.map(fieldList) ?? result.about
    return result
  }

  func run(_ call: Invocation<AggregateConfiguration>) throws(Failure) {
    let question = try Question(call.configuration, seed: call.seed)
    var output = try TableOutput(common, table)
    let aggregation = try read(question)
    call.log.write(.info, "read", ["records": Double(aggregation.read)])
    var report = Report(aggregation, threads: common.threadCount)
    try report.write(to: &output)
    try output.finish()
  }

  /// Little enough for a core's cache, enough that handing it over costs nothing.
  private static let batchBytes = 1 << 18

  private func read(_ question: Question) throws(Failure) -> Aggregation {
    var aggregation = Aggregation(question)
    var invalid = InvalidRecords(input)
    var progress = Progress(common, unit: "records", isWriting: false)
    let isSkipping = input.skipInvalid
    let totalBytes = input.totalBytes
    var bytesBefore = 0
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
          let bytesDone = Double(bytesBefore + columns.endOffset)
          progress.advance(by: columns.read, share: totalBytes.map { bytesDone / Double($0) })
        })
      bytesBefore += lines.offset
    }
    try aggregation.finish()
    invalid.report()
    return aggregation
  }
}
