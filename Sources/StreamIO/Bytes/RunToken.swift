import Glibc

/// The right of a run to give files their names, which ends when a newer run of the same begins.
///
/// The environment variable RUN_TOKEN_FILE names a file that exists for as long as the process may finish its outputs: who
/// starts a run makes one under a name never used before, and removes those of earlier runs, then their temporaries. A
/// process that was thought dead, on a node that hung, may then wake as late as it likes: it neither finds its token, nor, if
/// it had looked for it just before, a temporary to rename.
struct RunToken {
  let path: String

  /// That of this process, if it has one.
  static let current: RunToken? = {
    guard let path = getenv("RUN_TOKEN_FILE"), path.pointee != 0 else { return nil }
    return RunToken(path: String(cString: path))
  }()

  /// The file's name without its folder: a part of the temporaries' names, so that no two runs share one.
  var name: String { path.split(at: "/", omitsEmpty: true).last ?? "" }

  /// Throws `.cannotCreate` about the output if the token is gone. It is opened, not looked up, as a network file system then
  /// asks its server instead of its cache.
  func check(for output: String) throws(Failure) {
    guard let file = FileDescriptor(opening: path, O_RDONLY) else {
      throw Failure(
        .cannotCreate,
        "is left as it was: the run's token \(path) cannot be opened (\(systemError())), so a newer run may be making it",
        at: Place(file: output))
    }
    file.close()
  }
}
