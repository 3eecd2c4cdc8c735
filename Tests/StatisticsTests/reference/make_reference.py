#!/usr/bin/env python3
"""Writes reference.tsv: one case a line, `name`, input lists, expected values, tab-separated, lists comma-separated.

Distributions come from mpmath at 60 digits and must agree with SciPy; the rest from SciPy 1.17 and NumPy 2.4, moments
from exact fractions. Run from this folder; `make test` only reads the result.
"""
from fractions import Fraction
from statistics import NormalDist

import mpmath as mp
import numpy as np
from scipy import special, stats

mp.mp.dps = 60
rows = []


def case(name, *columns):
    as_list = lambda values: ",".join(repr(float(v)) for v in np.atleast_1d(np.asarray(values, dtype=object)))
    rows.append("\t".join([name] + [as_list(c) for c in columns]))


def truth(name, arguments, exact, scipy_value, tolerance=1e-9):
    value = float(exact)
    if value > 1e-290:
        assert abs(scipy_value - value) <= tolerance * abs(value), (name, arguments, value, scipy_value)
    case(name, arguments, value)


# Distributions ---------------------------------------------------------------------------------------------------
def beta(x, y, a, b):  # I_x(a, b) with y = 1 − x exactly, by the hypergeometric series
    return mp.power(x, a) * mp.power(y, b) / (a * mp.beta(a, b)) * mp.hyp2f1(1, a + b, a + 1, x)


def student_tail(t, v):
    t, v = mp.mpf(t), mp.mpf(v)
    x, y = v / (v + t * t), t * t / (v + t * t)
    if t < 2:
        return mp.mpf(1) / 2 - beta(y, x, mp.mpf(1) / 2, v / 2) / 2
    return beta(x, y, v / 2, mp.mpf(1) / 2) / 2


def lower_gamma(a, x):  # P(a, x) by its power series
    total, term, n = mp.mpf(1), mp.mpf(1), 0
    while term > total * mp.mpf(10) ** -mp.mp.dps:
        n += 1
        term *= x / (a + n)
        total += term
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1)) * total


for x in [1e-10, 0.5, 1, 1.5, 2, 3.7, 10, 100.25, 1e6]:
    truth("logGamma", [x], mp.loggamma(mp.mpf(x)), special.gammaln(x))
for z in [-38, -37.5, -20, -8.3, -3, -1.2, -1e-9, 0, 0.3, 0.99, 1, 2.5, 8]:
    truth("normalCumulative", [z], mp.erfc(-mp.mpf(z) / mp.sqrt(2)) / 2, stats.norm.cdf(z))
for p in [1e-305, 1e-100, 1e-20, 0.001, 0.025, 0.2499, 0.25, 0.3, 0.5 - 1e-9, 0.5 + 1e-9, 0.6, 0.75, 0.7501, 0.975]:
    q = mp.mpf(p)
    guess = special.ndtri(p)
    solution = mp.findroot(lambda z: mp.log(mp.erfc(-z / mp.sqrt(2)) / 2) - mp.log(q), mp.mpf(guess))
    truth("normalQuantile", [p], solution, guess)
for v in [0.5, 1, 2, 3, 7.5, 30, 199, 1e4, 1e6]:
    for t in [1e-8, 0.1, 0.9, 1.1, 1.9599, 5, 12, 37, 1e4]:
        exact = student_tail(t, v)
        if exact < 1e-300:
            continue
        truth("studentTail", [t, v], exact, stats.t.sf(t, v), 1e-8)
        case("studentCumulative", [t, v], float(1 - exact))
    for p in [1e-200, 1e-30, 1e-6, 0.005, 0.025, 0.249, 0.251, 0.4, 0.7, 0.975]:
        guess = stats.t.ppf(p, v)
        log_tail = lambda s: mp.log(student_tail(mp.exp(s), v)) - mp.log(min(mp.mpf(p), 1 - mp.mpf(p)))
        solution = mp.sign(p - 0.5) * mp.exp(mp.findroot(log_tail, mp.log(mp.mpf(abs(guess)))))
        case("studentQuantile", [p, v], float(solution))
for x in [1e-6, 0.1, 0.37, 0.5, 0.9]:
    for a, b in [(0.5, 0.5), (1, 3), (2.5, 40), (300, 200), (1e4, 2e4)]:
        exact = mp.betainc(a, b, 0, mp.mpf(x), regularized=True) if max(a, b) < 1000 else beta(
            mp.mpf(x), 1 - mp.mpf(x), mp.mpf(a), mp.mpf(b))
        if exact > 1e-290:
            truth("regularizedBeta", [x, a, b], exact, special.betainc(a, b, x))
for a in [0.5, 1, 4.5, 60, 2e4]:
    for ratio in [1e-3, 0.4, 0.95, 1, 1.04, 2, 20]:
        x = a * ratio
        with mp.workdps(360):  # the upper function is what is left of 1
            lower = lower_gamma(mp.mpf(a), mp.mpf(x))
            upper = 1 - lower
        if lower > 1e-290:
            truth("lowerGamma", [a, x], lower, special.gammainc(a, x))
        if upper > 1e-290:
            truth("upperGamma", [a, x], upper, special.gammaincc(a, x))


# Moments and quantiles -------------------------------------------------------------------------------------------
def congruential(offset, n):  # the same few lines stand in the Swift test
    state, values = 1, []
    for _ in range(n):
        state = (1664525 * state + 1013904223) % 2**32
        values.append(offset + state / 2**32)
    return values


def exact_moments(values):
    fractions = [Fraction(v) for v in values]
    mean = sum(fractions) / len(fractions)
    return [float(mean), float(sum((f - mean) ** 2 for f in fractions) / (len(fractions) - 1))]


for offset in [0.0, 1e6, 1e9, -1e12]:
    values = congruential(offset, 20000)
    mean, variance = exact_moments(values)
    # NumPy's two passes round the mean; at the largest offset they lose all but a few digits.
    assert abs(offset) > 1e9 or abs(np.var(values, ddof=1) - variance) < 1e-9 * variance
    case("congruentialMoments", [offset, 20000], [mean, variance])

rng = np.random.default_rng(20250711)
samples = {
    "normal": rng.normal(3, 2, 60),
    "skewed": rng.lognormal(0, 1.5, 41),
    "offset": 1e9 + rng.normal(0, 1e-3, 50),
    "ties": rng.integers(-3, 4, 33).astype(float),
    "two": np.array([1.25, -7.5]),
}
probabilities = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999, 1]
for values in samples.values():
    case("moments", values, exact_moments(values))
    case("quantiles", values, probabilities, np.quantile(values, probabilities))
    for confidence in [0.8, 0.95, 0.999]:
        # SciPy on the exact mean and standard error: its own lose digits where the offset is large.
        mean, variance = exact_moments(values)
        case("studentInterval", values, [confidence],
             stats.t.interval(confidence, len(values) - 1, loc=mean, scale=np.sqrt(variance / len(values))))

for successes, trials in [(0, 10), (1, 10), (7, 9), (10, 10), (123, 100000)]:
    for confidence in [0.9, 0.95]:
        interval = stats.binomtest(successes, trials).proportion_ci(confidence, method="wilson")
        case("wilson", [successes, trials, confidence], [interval.low, interval.high])

# Paired tests ----------------------------------------------------------------------------------------------------
pairs = {}
for n in [2, 5, 13, 14, 25, 50, 51, 120]:
    b = rng.normal(0, 1, n)
    pairs[f"plain{n}"] = (b + rng.normal(0.3, 1, n), b)
for n in [6, 13, 14, 40, 90]:
    pairs[f"ties{n}"] = (rng.integers(0, 6, n).astype(float), rng.integers(0, 5, n).astype(float))
pairs["farTail"] = (rng.normal(20, 1, 300), rng.normal(0, 1, 300))
for a, b in pairs.values():
    difference = a - b
    t = stats.ttest_rel(a, b)
    w = stats.wilcoxon(a, b, correction=False)
    ranks = stats.rankdata(np.abs(difference[difference != 0]))
    signs = np.sign(difference[difference != 0])
    case("pairedTests", a, b, [
        t.statistic, t.pvalue, w.statistic, w.pvalue,
        difference.mean() / difference.std(ddof=1), (ranks * signs).sum() / ranks.sum()])

# Bootstrap, by its distribution: many replicates in NumPy, compared within Monte Carlo error -----------------------
normal = NormalDist()


def bootstrap_limits(numerators, denominators, replicates=400_000):
    n = len(numerators)
    drawn = np.concatenate([rng.multinomial(n, np.full(n, 1 / n), replicates // 10) for _ in range(10)])
    values = (drawn @ numerators) / (drawn @ denominators)
    estimate = numerators.sum() / denominators.sum()
    share = (np.mean(values < estimate) + np.mean(values <= estimate)) / 2
    shift = 2 * normal.inv_cdf(share)
    corrected = [normal.cdf(shift + normal.inv_cdf(q)) for q in (0.025, 0.975)]
    return [estimate, *np.quantile(values, [0.025, 0.975]), *np.quantile(values, corrected)]


skewed = rng.lognormal(0, 1, 40)
case("bootstrap", skewed, np.ones(40), bootstrap_limits(skewed, np.ones(40)))
case("bootstrap", (c := rng.gamma(2, 3, 25)), (d := c * rng.uniform(1, 4, 25)), bootstrap_limits(c, d))
check = stats.bootstrap((skewed,), np.mean, n_resamples=100_000, method="percentile", rng=rng).confidence_interval
limits = bootstrap_limits(skewed, np.ones(40))
assert np.allclose([check.low, check.high], limits[1:3], rtol=0.01), (check, limits)

with open("reference.tsv", "w") as file:
    file.write("\n".join(rows) + "\n")
