import Glibc

public enum StandardOutput {
  /// Whether it is a terminal, where people read plain text.
  public static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}

public enum StandardStreams {
  /// Makes what fails fail where it is used; before anything is opened.
  ///
  /// In place of a standard stream that is closed (`>&-`) stands one that cannot be read or written: the next file opened would
  /// get its number, and what is meant for standard output would end in that file. A file that outgrows its limit (`ulimit -f`)
  /// becomes a failed write instead of the end of the process.
  public static func secure() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 {
      _ = open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
    signal(SIGXFSZ, SIG_IGN)
  }
}
