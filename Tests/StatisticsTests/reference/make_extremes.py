#!/usr/bin/env python3
"""Writes extremes.tsv, in the form of reference.tsv: values near the ends of doubles, values of very different sizes, and
decimals whose ties only rounding breaks. Values come from SciPy 1.17 and NumPy 2.4, checked against exact fractions where
SciPy itself rounds. Run from this folder; `make test` only reads the result.
"""
from decimal import Decimal, getcontext
from fractions import Fraction

import numpy as np
from scipy import stats

getcontext().prec = 60
rows = []


def case(name, *columns):
    as_list = lambda values: ",".join(repr(float(v)) for v in np.atleast_1d(np.asarray(values, dtype=object)))
    rows.append("\t".join([name] + [as_list(c) for c in columns]))


# Trends: the order of y decides, however large or small its values are -------------------------------------------
def exact_slopes(x, y):
    pairs = [(j, i) for j in range(len(x)) for i in range(j) if x[i] != x[j]]
    return sorted((Fraction(y[j]) - Fraction(y[i])) / (Fraction(x[j]) - Fraction(x[i])) for j, i in pairs)


def trend(x, y):
    x, y = [float(v) for v in x], [float(v) for v in y]
    kendall, sen = stats.kendalltau(x, y), stats.theilslopes(y, x, 0.9)
    slopes = exact_slopes(x, y)
    middle = (slopes[(len(slopes) - 1) // 2] + slopes[len(slopes) // 2]) / 2
    assert abs(Fraction(sen.slope) - middle) <= Fraction(1, 10**9) * abs(middle), (sen.slope, float(middle))
    case("extremeTrend", x, y, [kendall.statistic, kendall.pvalue, float(middle)])


rng = np.random.default_rng(13)
trend(np.arange(7.0), [1e17, 1, 2, 3, 4, 5, 6])
trend(np.arange(7.0), [1, 2, 3, 1e17, 4, 5, 6])
trend([1e17, 1, 2, 3, 4, 5, 6], np.arange(7.0))
trend(np.arange(8.0), np.array([4, 1, 2, 3, 5, 9, 7, 8]) * 1e-300)
trend(np.arange(8.0) * 1e-300, np.array([4, 1, 2, 3, 5, 9, 7, 8]))
for n in [9, 12, 25]:
    x = rng.permutation(n) * 2.0 ** rng.integers(-40, 40, n)
    trend(x, rng.normal(0, 1, n) * 2.0 ** rng.integers(-40, 40, n))

# Moments and correlation of small and large numbers ---------------------------------------------------------------
x, y = np.array([1.0, 2, 3, 4, 5]), np.array([2.0, 1, 5, 4, 9])
shaped = rng.lognormal(0, 0.7, 40)
for exponent in [-320, -300, -170, -160, -81, 0, 77, 155, 170, 300]:
    scale = float(f"1e{exponent}")
    if exponent > -320:
        pearson = stats.pearsonr(x * scale, y / scale if abs(exponent) < 300 else y)
        interval = pearson.confidence_interval(0.9)
        case("extremeCorrelation", x * scale, y / scale if abs(exponent) < 300 else y,
             [pearson.statistic, pearson.pvalue, interval.low, interval.high])
    values = [float(f"{v}e{exponent}") for v in (1, 2, 4, 8, 5)]
    decimals = [Decimal(v) for v in values]
    mean = sum(decimals) / len(decimals)
    deviation = (sum((d - mean) ** 2 for d in decimals) / (len(decimals) - 1)).sqrt()
    case("extremeDeviation", values, float(deviation))
    if exponent > -320:
        # Whatever the unit, the shape is the same; SciPy's own powers vanish.
        case("extremeShape", shaped * scale, [stats.skew(shaped), stats.kurtosis(shaped)])

# Signed ranks: differences of decimals are rounded before they are ranked, as SciPy's page advises ----------------
for digits in [1, 2, 3]:
    for n in [10, 13, 14, 40]:
        a, b = rng.integers(0, 12, n), rng.integers(0, 9, n)
        test = stats.wilcoxon((a - b).astype(float), correction=False)
        case("decimalPairs", np.array([float(f"{v}e-{digits}") for v in a]), np.array([float(f"{v}e-{digits}") for v in b]),
             [test.statistic, test.pvalue])

with open("extremes.tsv", "w") as file:
    file.write("\n".join(rows) + "\n")
