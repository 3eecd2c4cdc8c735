import Glibc
import Testing

/// Notebooks read what the tools wrote, as `make notebook` runs them; Polars and Jupyter's kernel must be there.
@Suite(StudyFolder()) struct NotebookTests {
  /// The one of `make notebook`, else the system's.
  private static let python: String = {
    let own = "\(repository)/.build/notebook/bin/python"
    return access(own, X_OK) == 0 ? own : "python3"
  }()

  @Test func theStudyInPolars() throws {
    guard bash("'\(Self.python)' -c 'import polars, nbclient, nbformat, ipykernel'", in: "/tmp").status == 0 else {
      try Test.cancel("Polars or Jupyter (polars nbclient nbformat ipykernel) is not installed")
    }
    let folder = TemporaryFolder()
    let script = """
      mkdir -p study/runs && cp "$1"/runs.ndjson.gz study/runs && cp "$1"/summaries.ndjson.gz study
      zcat study/runs/*.gz | wc -l
      STUDY=$PWD/study "$2" "$3"/pipelines/camera/run_notebook.py "$3"/pipelines/camera/study.ipynb study/run.ipynb
      """
    let outcome = bash(script, in: folder.path, [StudyFolder.path, Self.python, repository])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let lines = outcome.outputText.split(separator: "\n")
    let runs = try #require(lines.first)
    #expect(lines.contains { $0.hasPrefix("\(runs) runs of") }, "\(outcome.outputText)")
  }
}
