#!/bin/bash
# `faults.sh TOOLS N SEED FOLDER` breaks what the tools rest on and sees what is left. FOLDER is made anew.
#
#   calls    each system call of each tool fails, is interrupted or cut short, or a signal comes right after it
#   devices  a full disk, no standard output, a reader that went away, inputs that cannot be read
#   study    N signals at random moments of the smoke study, to all of it, to make or to one of its processes
#
# Afterwards a file is the old one or the new one, whole; a tool has said what was wrong, or ended by the signal; and the study,
# made again, has the same bytes. What is not so is lost, and named; the exit status is then 1.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD

tools=$(realpath "$1")
signals=$2 RANDOM=$3 folder=$4
rm -rf "$folder"
mkdir -p "$folder"
folder=$(realpath "$folder")
out=$folder/out # of the study
work=$folder/work inputs=$folder/inputs want=$folder/want
export PATH=$tools:$PATH LC_ALL=C
unset MAKEFLAGS MAKELEVEL MFLAGS

say() { printf '  %-9s %5d s  %s\n' FAULTS $SECONDS "$*" >&2; }
declare -i lost=0
lose() { say "LOST: $*"; lost+=1; }

smoke() { make -C "$root" --no-print-directory -o tools OUT="$out" PROFILE=smoke "$@"; }
study() { smoke prepare && smoke -j2 study; }
# All that is there under its final name.
sums() { (cd "$out" && find . -type f ! -name '*.tmp' -print0 | xargs -0r sha256sum | sort); }
fresh() { rm -rf "$out"; mkdir "$out"; ln -s "$tools" "$out/bin"; }

fresh
longest=$SECONDS
study >"$folder/log" 2>&1 || { cat "$folder/log" >&2; exit 1; }
longest=$((1000 * (SECONDS - longest + 1))) # ms
sums >"$folder/sums"
end_of_file=1f8b08040000000000ff0600424302001b0003000000000000000000
while read -r file; do
  gzip -t "$file"
  [[ $(tail -c 28 "$file" | od -An -v -tx1 | tr -d ' \n') == "$end_of_file" ]] || lose "$file has no end-of-file block"
done < <(find "$out" -name '*.gz')
say "$(wc -l <"$folder/sums") files of an untouched study"

. "$root/pipelines/reliability/faults_tools.sh"
. "$root/pipelines/reliability/faults_study.sh"
say "$lost lost"
[ $lost = 0 ]
