import Testing

/// A folder in which the examples of the documentation can be typed: modelled years, and each stage's output under the
/// name the examples give it, in the suite's own folders of a finished study too.
struct StudyFolder: SuiteTrait, TestScoping {
  @TaskLocal static var path = ""

  func provideScope(
    for test: Test, testCase: Test.Case?, performing tests: @Sendable () async throws -> Void
  ) async throws {
    let folder = TemporaryFolder()
    folder.linkInputs()
    let outcome = bash(Self.script, in: folder.path)
    if outcome.status != 0 { Issue.record("the examples' folder cannot be prepared: \(outcome.errorText)") }
    try await Self.$path.withValue(folder.path, operation: tests)
  }

  /// All files get the oldest date, so that what an example writes is newer.
  private static let script = """
    set -e
    mkdir -p out/energy-data
    for zone in US-CAL-LDWP US-FLA-FPL US-NW-PSEI US-NY-NYIS; do
      gridgen --zone $zone --interval 3600 -o out/energy-data/${zone}_2024_hourly.csv
    done
    scengen --grid out/energy-data --series -o series.ndjson.gz
    scengen --grid out/energy-data --locations CA,NY --seasons winter,summer --count 2 --horizon 1 --tail 1 \
      -o scenarios.ndjson.gz
    trainnet series.ndjson.gz --leave-out US-NY-NYIS -o network.ndjson.gz
    solve scenarios.ndjson.gz -o plans.ndjson.gz
    simulate plans.ndjson.gz --network network.ndjson.gz --trace interval --trace-output traces.ndjson.gz \
      -o runs.ndjson.gz
    for stage in series scenarios plans runs traces; do zcat $stage.ndjson.gz > $stage.ndjson; done
    find . -type f -exec touch -d @0 {} +
    """
}
