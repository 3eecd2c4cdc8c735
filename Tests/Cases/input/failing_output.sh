# `failing_output COMMAND ...` tells how a command ends whose output fails, and what it leaves of an old file.
failing_output() {
  mkfifo pipe; exec 8<>pipe 9>pipe 8<&- # a pipe whose reader went away
  "$@" >&9; echo "reader gone: $?"
  "$@" >/dev/full; echo "full disk: $?"
  "$@" >&-; echo "closed: $?"
  echo old >out
  (ulimit -f 0; "$@" -o out; echo "file size limit: $?") 2>&1 | cat
  "$@" -o nowhere/out; echo "no folder: $?"
  head out*
}
