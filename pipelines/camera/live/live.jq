# What publishers of grid data say, as observations of `decide --controller mpc_given`: README.md beside this file.
#
#   curl ... | jq -c -L pipelines/camera/live 'include "live"; uk_regional'

# Moments as the publishers write them, with or without seconds, their fractions and a zone that is UTC.
def seconds: sub("\\.[0-9]+"; "") | sub("(Z|\\+00:00)$"; "") | if length == 16 then . + ":00" else . end + "Z" | fromdate;

def clipped: if . < 0 then 0 elif . > 1 then 1 else . end;

# A share of an intensity in g/kWh: none is carbon-free at `all_dirty`, all of it at 0.
def share_of_intensity(all_dirty): 1 - . / all_dirty | clipped;

# Of points {time, share}: what decide takes. An interval that is left out between others is null.
def forecast:
  map(.time |= seconds) | sort_by(.time) | map({key: "\(.time)", value: .share}) as $points | map(.time) as $times
  | if ($times | length) < 2 then error("a forecast of fewer than two intervals does not tell its step") else . end
  | ([$times[1:], $times[:-1]] | transpose | map(.[0] - .[1]) | min) as $step
  | ($points | from_entries) as $shares
  | {
      forecast_start: ($times[0] | todate), forecast_interval_s: $step,
      forecast_carbon_free: [range($times[0]; $times[-1] + $step; $step) | $shares["\(.)"]]
    };

# Carbon Intensity API of Great Britain, /regional/intensity/FROM/fw48h/regionid/ID: the mix of each half-hour. What is
# imported is of unknown mix, and counts as dirty.
def uk_regional:
  ["biomass", "hydro", "nuclear", "solar", "wind"] as $clean
  | [.data] | flatten | .[0].data
  | map({
      time: .from,
      share: ([.generationmix[] | select(.fuel as $fuel | $clean | index($fuel)) | .perc] | add / 100 | clipped)
    })
  | forecast;

# The same of the whole country, /intensity/FROM/fw48h: intensities alone, and what was measured of the past.
def uk_national(all_dirty):
  .data | map({time: .from, share: ((.intensity.actual // .intensity.forecast) | values | share_of_intensity(all_dirty))})
  | forecast;

# Electricity Maps, /v3/carbon-free-energy/latest and /forecast, one after the other (jq --slurp).
def electricity_maps:
  (.[1] | .forecast // .data | map({time: .datetime, share: ((.value // .carbonFreeEnergy) / 100)}) | forecast)
  + {measured: (.[0] | {time: .datetime, carbon_free: (.value | tonumber / 100)})};

# WattTime, /v3/forecast of the signal co2_moer: pounds per MWh of the plants that would run for one kWh more.
def watttime(all_dirty):
  if .meta.units != "lbs_co2_per_mwh" then error("units are \(.meta.units); lbs_co2_per_mwh is expected") else . end
  | .data | map({time: .point_time, share: (.value * 0.45359237 | share_of_intensity(all_dirty))})
  | forecast;

# The line of one task: of the grid now what was measured of the interval that runs, else what is forecast of it, else null.
def observation($now; $battery_wh):
  (.forecast_start | fromdate) as $start
  | .forecast_interval_s as $step
  | (($now - $start) / $step | floor) as $index
  | (.measured | if . and ((((.time | seconds) - $start) / $step) | floor) == $index then .carbon_free else null end) as $measured
  | {
      time: ($now | floor | todate), battery_wh: $battery_wh,
      carbon_free: ($measured // (if $index >= 0 then .forecast_carbon_free[$index] else null end))
    } + del(.measured);
