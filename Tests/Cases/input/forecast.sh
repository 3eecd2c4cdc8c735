# Grid files with a forecast, made of input/grid.
# forecast FOLDER COLUMN EXPRESSION: its column, of the share (0..1) and the direct intensity of an hour and its row's number n.
forecast() {
  mkdir -p "$1"
  awk -F, -v OFS=, -v column="$2" "NR == 1 { print \$0, column; next } { n = NR - 2; share = \$7 / 100; intensity = \$5; print \$0, $3 }" \
    input/grid/US-NY-NYIS_2023_hourly.csv > "$1/US-NY-NYIS_2023_hourly.csv"
}
