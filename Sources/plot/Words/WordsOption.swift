import ArgumentParser
import CommandSupport
import StreamIO

/// The option `--words`: what the study's problem calls things.
struct WordsOption: ParsableArguments {
  private static let file = SharedFile(
    path: "pipelines/camera/words.jsonc", meaning: "what a problem calls things", option: "--words", variable: "OPTIMAL_CHARGE_WORDS")

  @Option(help: ArgumentHelp("What the problem calls things \(file.defaultText).", valueName: "file"))
  var words: String?

  /// - Returns: nil where no file is named and there is none.
  func read(configured: String?, _ read: (String) throws(Failure) -> Words) throws(Failure) -> Words? {
    let given = words ?? configured.map(SharedFile.located)
    return given == nil && !Self.file.isThere ? nil : try Self.file.read(given: given, read)
  }
}
