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
    mkdir -p out/camera/scenarios out/camera/plans
    for location in CA FL NW NY; do for season in winter summer; do
      scengen --grid out/energy-data --locations $location --seasons $season --count 2 --horizon 1 --tail 1 \
        -o out/camera/scenarios/$location-$season.ndjson.gz
      solve out/camera/scenarios/$location-$season.ndjson.gz -o out/camera/plans/$location-$season.ndjson.gz
    done; done
    cat out/camera/scenarios/*.gz > scenarios.ndjson.gz
    cat out/camera/plans/*.gz > plans.ndjson.gz
    trainnet series.ndjson.gz --leave-out US-NY-NYIS -o network.ndjson.gz
    simulate plans.ndjson.gz --network network.ndjson.gz --controllers naive,threshold,mpc_ar,forecast,oracle \
      --trace interval --trace-output traces.ndjson.gz -o runs.ndjson.gz
    aggregate --config pipelines/camera/config.jsonc runs.ndjson.gz -o summaries.ndjson.gz
    cp summaries.ndjson.gz out/camera
    mkdir out/camera/traces && cp traces.ndjson.gz out/camera/traces/CA-summer.ndjson.gz
    mkdir out/camera/networks; cp network.ndjson.gz out/camera/networks/NY.ndjson.gz
    simulate out/camera/plans/NY-*.gz --network network.ndjson.gz --controllers forecast -o ny-runs.ndjson.gz
    registry add registry.ndjson --name ny --network network.ndjson.gz --runs ny-runs.ndjson.gz \
      --config pipelines/camera/config.jsonc --quiet
    registry promote registry.ndjson --quiet
    cp pipelines/camera/device.jsonc .
    scengen --grid out/energy-data --locations NY --series -o history.ndjson.gz
    cp input/import/carbon-intensity.json input/import/watttime.json input/import/generation.csv .
    cp input/import/EIA930_BALANCE_2024_Jul_Dec.csv EIA930_BALANCE.csv
    for minute in 00 01 02; do
      echo '{"time": "2025-01-01T00:'$minute':00Z", "battery_wh": 3, "carbon_free": 0.6}'
    done > observations.ndjson
    for stage in series scenarios plans runs traces; do zcat $stage.ndjson.gz > $stage.ndjson; done
    find . -type f -exec touch -d @0 {} +
    """
}
