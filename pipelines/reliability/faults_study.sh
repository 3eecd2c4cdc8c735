# Part of faults.sh: signals at random moments of the smoke study, until it has taken as many as asked for.

declare -i sent=0 studies=0
declare -A count
while [ $sent -lt "$signals" ]; do
  fresh
  groups=() interrupted=1
  while [ $interrupted ]; do
    set -m # or it would ignore SIGINT
    "$BASH" -c "$(declare -f smoke study); root='$root' out='$out'; study" >"$folder/log" 2>&1 &
    set +m
    group=$! groups+=($!) interrupted=
    moment=$((RANDOM * longest / 32768))
    sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
    name=$(set -- INT TERM KILL; eval "echo \${$((RANDOM % 3 + 1))}")
    mapfile -t processes < <(pgrep -g $group | grep -vx $group)
    case $((RANDOM % 3)) in
      0) to=all victim=-$group ;;
      1) to=make victim=$(pgrep -g $group -x make | head -n 1 || true) ;;
      2) to=one victim=${processes[RANDOM % (${#processes[@]} + 1)]-} ;;
    esac
    if [ "$victim" ] && kill -$name -- $victim 2>/dev/null; then
      interrupted=1
      sent+=1
      count[$name]=$((${count[$name]-0} + 1))
      count[$to]=$((${count[$to]-0} + 1))
    fi
    if wait $group 2>/dev/null; then interrupted=; elif [ ! $interrupted ]; then lose "the study fails: $(tail -n 3 "$folder/log")"; fi
    sums >"$folder/found"
    partial=$(comm -23 "$folder/found" "$folder/sums")
    [ ! "$partial" ] || lose "after SIG$name to $to: $partial"
  done
  studies+=1
  for group in "${groups[@]}"; do while pgrep -g $group >/dev/null; do sleep 0.1; done; done
  sums | cmp -s - "$folder/sums" || lose "a study interrupted ${#groups[@]} times has other bytes"
  left=$(find "$out" -name '*.tmp')
  [ ! "$left" ] || lose "a study interrupted ${#groups[@]} times leaves $left"
  [ $((studies % 10)) != 0 ] || say "$sent signals in $studies studies, $lost lost"
done
say "$sent signals in $studies studies:$(for name in "${!count[@]}"; do printf ' %s %d' $name ${count[$name]}; done)"
