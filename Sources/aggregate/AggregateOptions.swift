import ArgumentParser
import CommandSupport

extension IntervalMethod: ExpressibleByArgument {}
extension PairedTest: ExpressibleByArgument {}
extension Adjustment: ExpressibleByArgument {}

/// Which records count, and what tells groups apart.
struct GroupOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Group by these comma-separated fields; repeatable, each time another grouping. Dotted names reach into objects "
        + "(plan.gap); hour(start), date(), day(), weekday(), month() and year() are parts of times (UTC).",
      valueName: "fields"))
  var by: [String] = []

  @Option(
    help: ArgumentHelp(
      "Group a number by these edges: a value counts as the greatest edge not above it, or as null below all edges; "
        + "repeatable.", valueName: "field=edges"))
  var bin: [String] = []

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Count only records in which this holds, with =, !=, <, <=, > or >=; repeatable: all must hold.",
      valueName: "field=value"))
  var conditions: [String] = []

  @Option(help: ArgumentHelp("Fields that name a cluster of records that depend on each other, comma-separated.", valueName: "fields"))
  var cluster: String?

  @Option(
    help: ArgumentHelp(
      "Field that is true where a record's data are modelled, as grid_modelled: summaries have the share of these records under "
        + "its name.", valueName: "field"))
  var modelled: String?
}

/// What is said of each group.
struct MeasureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fields to summarise, comma-separated; repeatable. True and false count as 1 and 0.", valueName: "fields"))
  var metric: [String] = []

  @Option(help: ArgumentHelp("Weight the means of --metric by this field.", valueName: "field"))
  var weight: String?

  @Option(help: ArgumentHelp("Ratios of sums, numerator/denominator, comma-separated; repeatable.", valueName: "a/b"))
  var ratio: [String] = []

  @Flag(help: "Add skewness, kurtosis, a test of normality and counts of outliers.")
  var shape = false

  @Option(
    help: ArgumentHelp("Count values between edges, or in a number of bins; repeatable.", valueName: "field=edges"))
  var histogram: [String] = []

  @Option(help: ArgumentHelp("Pearson's and Spearman's correlation of two fields; repeatable.", valueName: "a,b"))
  var correlate: [String] = []

  @Option(
    help: ArgumentHelp(
      "Test whether a field rises or falls with another field, which may be a time; repeatable.", valueName: "field~over"))
  var trend: [String] = []

  @Option(
    help: ArgumentHelp(
      "Intervals: auto, t, bootstrap (bias-corrected), bca (and accelerated) or wilson (of rates).", valueName: "method"))
  var interval: IntervalMethod?

  @Option(help: ArgumentHelp("Level of the intervals (default: 0.95).", valueName: "fraction"))
  var confidence: Double?

  @Option(help: ArgumentHelp("Replicates of the bootstrap (default: 2000).", valueName: "n"))
  var replicates: Int?

  func validate() throws {
    if let confidence, !(0.001...0.999_999).contains(confidence) {
      throw ValidationError("--confidence is \(confidence); a fraction such as 0.95 is needed")
    }
    if let replicates, !(1...1_000_000).contains(replicates) {
      throw ValidationError("--replicates is \(replicates); 1 to 1,000,000 are possible")
    }
  }
}

/// What is said of groups beside each other.
struct ComparisonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The field whose values are compared.", valueName: "field"))
  var compare: String?

  @Option(help: ArgumentHelp("The values of that field that the others are compared with, comma-separated.", valueName: "values"))
  var baseline: String?

  @Option(help: ArgumentHelp("Fields that name a pair, comma-separated (default: id).", valueName: "fields"))
  var pair: String?

  @Option(help: ArgumentHelp("Test of paired differences: wilcoxon (default) or t.", valueName: "test"))
  var test: PairedTest?

  @Option(
    help: ArgumentHelp("Adjust p by holm (default) or bh, Benjamini and Hochberg's false discovery rate.", valueName: "rule"))
  var adjust: Adjustment?

  @Flag(help: "Rank all values of the compared field: Friedman's test and Nemenyi's critical difference.")
  var rank = false

  @Option(
    help: ArgumentHelp(
      "The Pareto front of these comma-separated objectives, and who dominates the others.", valueName: "metric:min|max"))
  var pareto: String?

  @Option(
    help: ArgumentHelp("Write at most n sentences on the largest effects that are significant by their adjusted p.", valueName: "n"))
  var insights: Int?

  @Option(help: ArgumentHelp("Write these sentences on these values of the compared field only, comma-separated.", valueName: "values"))
  var about: String?

  func validate() throws {
    if let insights, insights < 0 { throw ValidationError("--insights is \(insights); at least 0 is needed") }
  }
}
