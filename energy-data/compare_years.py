#!/usr/bin/env python3
"""Is the modelled year of a zone like a measured one?

Compares the carbon-free share and the carbon intensity of measured files (Electricity Maps' CSV of either vintage, gzipped
or not, in steps of an hour or less, which are averaged to hours) with the year that gridgen models of the same zone and
calendar year, or with another file, and says which figures lie within their bounds.
"""

import argparse
import collections
import csv
import datetime
import gzip
import io
import math
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import zlib

HERE = pathlib.Path(__file__).resolve().parent
Hour = collections.namedtuple("Hour", "start share intensity")  # share in percent, intensity direct, in g CO2e/kWh

# The columns read, each with the names of both vintages of the data portal, folded.
COLUMNS = {
    "Datetime (UTC)": ["datetimeutc", "datetime"],
    "Zone id": ["zoneid"],
    "Carbon intensity gCO₂eq/kWh (direct)": ["carbonintensitygco2eqkwhdirect"],
    "Carbon-free energy percentage (CFE%)":
        ["carbonfreeenergypercentagecfe", "carbonfreepercentage", "lowcarbonpercentage"],
}


class Failure(Exception):
    """What is wrong, and the exit status of sysexits.h that says so."""

    def __init__(self, message, status=65):
        super().__init__(message)
        self.status = status


def fold(name):
    return "".join(c for c in name.lower().replace("₂", "2") if c.isalnum())


def read_rows(lines, file):
    """Yields zone, time, share and intensity of each row; a blank share or intensity is None."""
    rows = csv.reader(lines, strict=True)
    header = [fold(name) for name in next(rows, [])]
    columns = []
    for name, spellings in COLUMNS.items():
        found = [index for index, present in enumerate(header) if present in spellings]
        if len(found) != 1:
            raise Failure(f"{file}:1: {'two columns' if found else 'no column'} for \"{name}\"; one is needed")
        columns += found
    for row in rows:
        place = f"{file}:{rows.line_num}"
        if len(row) != len(header):
            raise Failure(f"{place}: {len(row)} fields; the header has {len(header)}")
        time, zone, intensity, share = (row[column].strip() for column in columns)
        try:
            start = datetime.datetime.fromisoformat(time.removesuffix("Z"))
            if start.utcoffset():
                raise ValueError
        except ValueError:
            raise Failure(f"{place}: \"{time}\" is no time in UTC; YYYY-MM-DD HH:MM:SS is needed") from None
        yield place, zone, start.replace(tzinfo=None), number(share, 100, place), number(intensity, math.inf, place)


def number(text, most, place):
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (0 <= value <= most and math.isfinite(value)):
        raise Failure(f"{place}: \"{text}\" is not a number {f'from 0 to {most}' if most < math.inf else 'of 0 or more'}")
    return value


def read_year(data, file):
    """The zone and the hours of the calendar year that a file is of, by their beginning."""
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            raise Failure(f"{file}: no whole gzip file: {error}") from None
    zone, sums = "", {}
    try:
        for place, id, start, share, intensity in read_rows(io.StringIO(data.decode("utf-8-sig"), newline=""), file):
            zone = zone or id
            if id != zone:
                raise Failure(f"{place}: zone \"{id}\" after \"{zone}\"; a year is of one zone")
            if share is None or intensity is None:
                continue
            total = sums.setdefault(start.replace(minute=0, second=0, microsecond=0), [0, 0, 0])
            for index, value in enumerate((1, share, intensity)):
                total[index] += value
    except (csv.Error, UnicodeDecodeError) as error:
        raise Failure(f"{file}: no CSV file in UTF-8: {error}") from None
    year = max(hours := collections.Counter(start.year for start in sums), key=hours.get, default=1)
    expected = (datetime.date(year + 1, 1, 1) - datetime.date(year, 1, 1)).days * 24
    if hours[year] < 0.9 * expected:
        raise Failure(f"{file}: values of {hours[year]:,} hours of {year}; nine tenths of its {expected:,} are needed")
    return zone, [Hour(start, share / count, intensity / count)
                  for start, (count, share, intensity) in sorted(sums.items()) if start.year == year]


def read_file(path):
    try:
        return read_year(pathlib.Path(path).read_bytes(), path)
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}", 66) from None


def model_year(zone, year, seed, zones):
    """What gridgen makes of the zone."""
    program = shutil.which("gridgen") or HERE.parent / "out/bin/gridgen"
    command = [program, "--zone", zone, "--year", str(year), "--seed", str(seed), "--interval-s", "3600", "--zones", zones]
    try:
        run = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        raise Failure("gridgen is neither in PATH nor in out/bin; `make tools` builds it", 69) from None
    if run.returncode:
        raise Failure(run.stderr.decode().strip(), run.returncode)
    return read_year(run.stdout, "gridgen")[1]


def means(values, keys):
    groups = collections.defaultdict(list)
    for value, key in zip(values, keys):
        groups[key].append(value)
    return {key: statistics.fmean(group) for key, group in sorted(groups.items())}


def correlation(a, b):
    try:
        return statistics.correlation(a, b)
    except statistics.StatisticsError:  # one of them is constant
        return math.nan


def autocorrelation(values, hours):
    """Of values by their time, at a lag of hours."""
    lag = datetime.timedelta(hours=hours)
    pairs = [(value, values[start + lag]) for start, value in values.items() if start + lag in values]
    return correlation(*zip(*pairs))


class Character:
    """The figures of a year that are compared."""

    def __init__(self, hours):
        shares = [hour.share for hour in hours]
        cells = [(hour.start.month, hour.start.hour) for hour in hours]
        cell_means = means(shares, cells)
        residual = {hour.start: hour.share - cell_means[cell] for hour, cell in zip(hours, cells)}
        self.mean = statistics.fmean(shares)
        self.by_month = means(shares, [hour.start.month for hour in hours])
        self.by_hour = means(shares, [hour.start.hour for hour in hours])
        self.deviation = statistics.stdev(shares)
        self.residual_deviation = statistics.stdev(residual.values())
        self.persistence, self.day_persistence = autocorrelation(residual, 1), autocorrelation(residual, 24)
        self.intensity = statistics.fmean(hour.intensity for hour in hours)
        try:
            self.slope = statistics.linear_regression(shares, [hour.intensity for hour in hours]).slope
        except statistics.StatisticsError:
            self.slope = math.nan


def ratio(a, b):
    return a / b if b else math.nan


def profile_correlation(a, b):
    keys = sorted(a.keys() & b.keys())
    return correlation([a[key] for key in keys], [b[key] for key in keys])


# Name, decimals, what each year has of it (or None), how they differ, and from where to where that may lie (or None).
FIGURES = [
    ("mean carbon-free share, %", 2, lambda y: y.mean, lambda a, b: b.mean - a.mean, (-3, 3)),
    ("months' means, correlation", 3, None, lambda a, b: profile_correlation(a.by_month, b.by_month), (0.8, 1)),
    ("hours' means, correlation", 3, None, lambda a, b: profile_correlation(a.by_hour, b.by_hour), (0.8, 1)),
    ("standard deviation, ratio", 2, lambda y: y.deviation, lambda a, b: ratio(b.deviation, a.deviation), (0.75, 1.25)),
    ("  of the residual, ratio", 2, lambda y: y.residual_deviation,
     lambda a, b: ratio(b.residual_deviation, a.residual_deviation), (0.75, 1.25)),
    ("residual, hour to hour", 3, lambda y: y.persistence, lambda a, b: b.persistence - a.persistence, (-0.05, 0.05)),
    ("residual, day to day", 3, lambda y: y.day_persistence, lambda a, b: b.day_persistence - a.day_persistence, None),
    ("direct intensity, g/kWh", 1, lambda y: y.intensity, lambda a, b: b.intensity - a.intensity, None),
    ("intensity for a point, g/kWh", 2, lambda y: y.slope, lambda a, b: b.slope - a.slope, None),
]


def compare(title, measured, modelled):
    """Prints the table of one or several modelled years; true if all of them lie within all bounds."""
    print(f"\n{title}\n{'':<32}{'measured':>10}{'modelled':>10}{'difference':>17}   bounds")
    good = True
    for name, decimals, value, difference, bounds in FIGURES:
        def text(x):
            return f"{x:.{decimals}f}"
        apart = sorted(difference(measured, year) for year in modelled)
        columns = [text(value(measured)), text(statistics.fmean(map(value, modelled)))] if value else ["", ""]
        spread = "..".join(dict.fromkeys([text(apart[0]), text(apart[-1])]))
        verdict = ""
        if bounds:
            inside = all(bounds[0] <= x <= bounds[1] for x in apart)
            good &= inside
            verdict = f"{bounds[0]:g} to {bounds[1]:g}".ljust(16) + ("ok" if inside else "off")
        print(f"{name:<32}{columns[0]:>10}{columns[1]:>10}{spread:>17}   {verdict}".rstrip())
    return good


def compare_file(path, options):
    zone, hours = read_file(path)
    year = hours[0].start.year
    if options.modelled:
        name, modelled = options.modelled, [read_file(options.modelled)[1]]
    else:
        name = f"modelled with seed{' 1' if options.seeds == 1 else f's 1 to {options.seeds}'}"
        modelled = [model_year(zone, year, seed, options.zones) for seed in range(1, options.seeds + 1)]
    return compare(f"{zone} {year}, {name}", Character(hours), [Character(hours) for hours in modelled])


class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise Failure(f"{message}; see --help", 64)


def main():
    parser = Parser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
                    epilog="exit status: 0 all within bounds, 1 something off, 64 usage, 65 bad data, 66 no such file, "
                           "69 no gridgen\n\nneeds Python 3.10 or later, nothing else")
    parser.add_argument("measured", nargs="+", metavar="FILE", help="CSV of a zone's year, .csv or .csv.gz")
    parser.add_argument("--modelled", metavar="FILE", help="compare with this file instead of what gridgen makes")
    parser.add_argument("--seeds", type=int, default=1, metavar="N",
                        help="model N years, with the seeds 1 to N, and show the span of their differences")
    parser.add_argument("--zones", default=HERE / "zones.jsonc", metavar="FILE", help="zone table for gridgen")
    status = 0
    try:
        options = parser.parse_args()
        if options.seeds < 1:
            parser.error("--seeds: at least one is needed")
    except Failure as failure:
        print(f"compare_years: {failure}", file=sys.stderr)
        return failure.status
    for path in options.measured:
        try:
            if not compare_file(path, options):
                status = status or 1
        except Failure as failure:
            print(f"compare_years: {failure}", file=sys.stderr)
            status = max(status, failure.status)
    return status


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it without a word
    sys.exit(main())
