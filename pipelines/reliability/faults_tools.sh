# Part of faults.sh: each tool, on inputs from the untouched study, with calls and devices that fail.

# --- inputs -------------------------------------------------------------------------------------------------------

made=$out/camera-smoke
first() { zcat "$1" | sed -n "1,$2p"; }
mkdir -p "$inputs"/{grid,other}
# What there is in the second folder must not take the place of the first when that one fails.
for grid in grid other; do
  gridgen --zone US-NY-NYIS --interval-s 3600 --seed ${#grid} -o "$inputs/$grid/US-NY-NYIS_2024_hourly.csv"
done
first "$made/scenarios/NY-winter.ndjson.gz" 1 >"$inputs/scenarios"
first "$made/plans/NY-winter.ndjson.gz" 1 | gzip >"$inputs/plans"
cat "$made"/{runs,learned-runs}/NY-winter.ndjson.gz >"$inputs/runs"
cp "$made/learned-runs/NY-winter.ndjson.gz" "$inputs/learned-runs"
cp "$made/networks/NY.ndjson.gz" "$inputs/network"
cp "$made/summaries.ndjson.gz" "$inputs/summaries"
scengen --grid "$inputs/grid" --locations NY --series -o "$inputs/series"
registry add "$inputs/registry" --name ny --network "$inputs/network" --runs "$inputs/learned-runs" --metric regret/naive_regret --where controller=forecast --quiet
cp pipelines/camera/{device,config}.jsonc energy-data/zones.jsonc "$inputs"
cp model-data/power_profiles.json "$inputs/models.json"
for minute in 00 05 10; do
  echo '{"time": "2025-01-01T00:'$minute':00Z", "battery_wh": 3, "carbon_free": 0.6}'
done >"$inputs/observations"
mkdir "$inputs/c"
cd "$inputs"
decide="decide --network network --device device.jsonc --models models.json"
echo '{"time": "2024-12-31T23:55:00Z", "battery_wh": 3, "carbon_free": 0.5}' | $decide --state state >/dev/null

# Of each tool: the input that is spoilt, and what writes out, or standard output without its last two words.
tool_commands() {
  cat <<'END'
zones.jsonc   gridgen --zone US-NY-NYIS --interval-s 3600 --zones INPUT -o out
zones.jsonc   scengen --grid grid --grid other --locations NY --seasons winter --variations 2 --models models.json --zones INPUT -o out
scenarios     solve --models models.json INPUT -o out
series        trainnet INPUT -o out
config.jsonc  tune draw --trial 3 --rung 1 --config config.jsonc INPUT -o out
plans         simulate --controllers naive,oracle --models models.json INPUT -o out
registry      registry list INPUT -o out
observations  decide --network network --device device.jsonc --models models.json INPUT -o out
runs          aggregate --by controller --metric regret INPUT -o out
summaries     plot controllers INPUT -o out
END
}

# --- calls --------------------------------------------------------------------------------------------------------

# `attack "FILE ..." COMMAND ...` breaks each call of a command that makes or replaces the files, in a folder of its own.
attack() {
  local files=$1 call what fault number file status state left
  local -i failed=0 went_on=0 ended=0
  shift
  rm -rf "$work" "$want"
  cp -a "$inputs" "$work"
  mkdir "$want"
  cd "$work"
  for file in $files; do [ -e "$inputs/$file" ] || echo old >"$inputs/$file"; cp "$inputs/$file" "$file"; done
  "$@" >/dev/null </dev/null
  for file in $files; do cp --parents "$file" "$want"; done
  for call in open:{4,5,13,24,-15,-9} read:{4,5,short,-15,-9} write:{4,5,28,short,-15,-9} close:{5,-15,-9} dup:{24,-15,-9} \
      rename:{5,-15,-9} fsync:{5,-15,-9} stat:{5,-15,-9} fstat:{5,-9} access:{5,-9} poll:{4,-15} readdir:5 pthread_create:11; do
    what=${call#*:}
    # Each of the first calls, then ever fewer of them. A full disk stays full.
    for ((number = 1; ; number += 1 + number / 8)); do
      fault=${call%:*}:$number$([ "$what" != 28 ] || echo +):$what
      for file in $files; do cp "$inputs/$file" "$file"; done
      rm -f "$folder/done"
      status=0
      {
        FAULT=$fault FAULT_DONE=$folder/done LD_PRELOAD=$folder/failing_calls.so \
          timeout -s KILL 60 "$@" >/dev/null 2>"$folder/said" </dev/null
      } 2>/dev/null || status=$? # bash would tell of each signal
      [ -e "$folder/done" ] || break
      fault="$* ($fault, exit status $status)"
      state=new
      for file in $files; do
        ! cmp -s "$file" "$want/$file" || continue
        state=old
        cmp -s "$file" "$inputs/$file" || grep -qs "^$(sha256sum <"$file")" "$folder/also_whole" \
          || lose "$fault: $file is neither old nor new"
      done
      case $what:$status:$state in
        *:0:new) went_on+=1 ;;
        -15:143:* | -9:137:*) ended+=1 ;;
        4:* | short:*) lose "$fault: $(cat "$folder/said")" ;;
        [0-9]*:6[4-9]:* | [0-9]*:7[34]:*) failed+=1; grep -q "^$1: ..*" "$folder/said" || lose "$fault: it said nothing" ;;
        *) lose "$fault: the file is $state, and it said: $(cat "$folder/said")" ;;
      esac
      left=$(find . -name '*.tmp' -print -delete)
      [ ! "$left" ] || [ "$what" = -9 ] || lose "$fault: it left $left"
    done
  done
  say "$(printf '%-10s %5d calls broken: it failed and said so %d times, went on %d, ended by the signal %d' "$1" \
    $((failed + went_on + ended)) $failed $went_on $ended)"
}

cc -O2 -shared -fPIC -o "$folder/failing_calls.so" "$root/pipelines/reliability/failing_calls.c" -ldl
while read -r input command; do attack out ${command/INPUT/"$input"}; done < <(tool_commands)
# Several files, and files that are replaced.
attack 'out trace' simulate --controllers naive,oracle --models models.json --trace interval --trace-output trace plans -o out
attack registry registry promote registry
attack 'out checkpoint' trainnet --architecture network --epochs 1 --checkpoint checkpoint series -o out
attack 'c/camera_controller.c c/camera_controller.h' $decide --export-c c
# A signal is the end of the input here: what was decided until then is saved.
for lines in 0 1 2 3; do
  cp "$inputs/state" .
  head -n $lines "$inputs/observations" | $decide --state state -o out
  sha256sum <state; sha256sum <out
done >"$folder/also_whole"
attack 'out state' $decide --state state observations -o out

# --- devices ------------------------------------------------------------------------------------------------------

# `expect STATUS COMMAND ...` in which the file out stays the old one.
declare -i expected=0
expect() {
  local status=0 left
  expected+=1
  echo old >out
  "${@:2}" 2>"$folder/said" </dev/null || status=$?
  [ $status = $1 ] || lose "${*:2}: exit status $status, not $1: $(cat "$folder/said")"
  [ $status = 0 ] || [ $status -ge 128 ] || grep -q "^$tool: ..*: ..*" "$folder/said" || lose "${*:2}: it said nothing"
  [[ $(<out) == old ]] || [ $status = 0 ] || lose "${*:2}: the old file is gone"
  left=$(find . -name '*.tmp' -print -delete)
  [ ! "$left" ] || lose "${*:2}: it left $left"
}
without_room() { (ulimit -f 0; "$@") 2>&1 | cat >&2; } # what it says goes by a pipe, which has no limit
as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
no_stdout() { "$@" >&-; }
no_stdin() { "$@" <&-; }

rm -rf "$work"
cp -a "$inputs" "$work"
cd "$work"
mkfifo pipe
exec {both}<>pipe {gone}>pipe {both}<&- # a pipe whose reader went away
mkdir disk closed
trap 'umount "$work/disk" 2>/dev/null || true' EXIT
! mount -t tmpfs -o size=64k tmpfs disk 2>/dev/null || disk=1
! as_nobody "$tools/solve" --version >/dev/null 2>&1 || nobody=1
cp scenarios closed/input
chmod 0600 closed/input
while read -r input command; do
  tool=${command%% *}
  spoilt() { echo "${command/INPUT/$1}"; }
  plain=$(spoilt "$input")
  expect 74 ${plain% -o out} >/dev/full
  expect 141 ${plain% -o out} >&$gone
  expect 74 no_stdout ${plain% -o out}
  expect 74 without_room $plain
  expect 73 ${plain%out}nowhere/out
  expect 73 ${plain%out}disk
  for missing in missing . network/input; do expect 66 $(spoilt $missing); done
  expect 74 $(spoilt /proc/self/mem)
  case $input in *.jsonc | registry) ;; *) expect 74 no_stdin $(spoilt -) ;; esac
  if [ "${nobody-}" ]; then
    unreadable=$(spoilt closed/input)
    expect 66 as_nobody ${unreadable% -o out} >/dev/null
    expect 73 as_nobody $plain
  fi
  if [ "${disk-}" ]; then
    (cd disk; rm -f ./*; echo old >out; cat /dev/zero >filler 2>/dev/null || true)
    expect 74 ${plain%out}disk/out
    [[ $(ls disk; cat disk/out) == $'filler\nout\nold' ]] || lose "$plain: on a full disk it left $(ls disk)"
  fi
done < <(tool_commands)
exec {gone}>&-
say "$expected inputs and outputs that fail$([ "${disk-}" ] || echo ', but for a full disk, which could not be mounted')"
