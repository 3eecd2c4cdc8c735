#!/usr/bin/env python3
"""Writes reference.tsv: one case a line, `name`, input lists, expected values, tab-separated, lists comma-separated.

Distributions come from mpmath at 60 digits and must agree with SciPy; the rest from SciPy 1.17, NumPy 2.4, statsmodels
0.15 and scikit-posthocs 0.17, moments from exact fractions. Run from this folder; `make test` only reads the result.
"""
from fractions import Fraction
from statistics import NormalDist

import mpmath as mp
import numpy as np
import scikit_posthocs
from scipy import special, stats
from statsmodels.stats.multitest import multipletests

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

# Adjustment of p-values -------------------------------------------------------------------------------------------
for count in [1, 2, 7, 30]:
    p = rng.uniform(0, 1, count) ** 3
    p[rng.integers(0, count)] = p[0]
    case("holm", p, multipletests(p, method="holm")[1])
    case("benjaminiHochberg", p, stats.false_discovery_control(p))
    assert np.allclose(stats.false_discovery_control(p), multipletests(p, method="fdr_bh")[1])

# Shape ------------------------------------------------------------------------------------------------------------
shapes = {**samples, "uniform": rng.uniform(-1, 1, 200), "heavy": rng.standard_t(3, 300), "twenty": rng.normal(0, 1, 20)}
for name, values in shapes.items():
    if name == "offset":
        values = 1e3 + rng.normal(0, 1, 50)
    if len(values) < 20:
        continue
    test = stats.normaltest(values)
    case("shape", values, [stats.skew(values), stats.kurtosis(values), test.statistic, test.pvalue])
for values in [samples["skewed"], samples["ties"], rng.standard_cauchy(100)]:
    quartiles = np.quantile(values, [0.25, 0.75])
    reach = 1.5 * (quartiles[1] - quartiles[0])
    case("outliers", values, [np.sum(values < quartiles[0] - reach), np.sum(values > quartiles[1] + reach)])
    edges = np.linspace(-2, 3, 8)
    case("histogram", values, edges, [*np.histogram(values, edges)[0], np.sum(values < edges[0]), np.sum(values > edges[-1])])

# Effect sizes -----------------------------------------------------------------------------------------------------
for a, b in pairs.values():
    case("cliffsDelta", a, b, 2 * stats.mannwhitneyu(a, b).statistic / len(a) ** 2 - 1)

# Correlation and trend --------------------------------------------------------------------------------------------
clouds = {}
for n in [5, 33, 34, 200]:
    x = rng.normal(0, 1, n)
    clouds[f"plain{n}"] = (x, 0.4 * x + rng.normal(0, 1, n))
for n in [6, 12, 50, 201]:
    clouds[f"ties{n}"] = (rng.integers(0, 12, n).astype(float), rng.integers(0, 5, n).astype(float))
clouds["months"] = (np.tile(np.arange(1, 13), 10), rng.normal(0, 1, 120) + np.tile(np.arange(12), 10) / 4)
clouds["ascending"] = (np.arange(60.0), np.sort(rng.normal(0, 1, 60)))
clouds["oneSwap"] = (np.arange(40.0), np.r_[1, 0, np.arange(2, 40)])
clouds["times"] = (1.7e9 + 3600.0 * np.arange(50), 5 + 1e-5 * 3600 * np.arange(50) + rng.normal(0, 1, 50))
for name, (x, y) in clouds.items():
    if name != "times":  # SciPy squares the deviations from a rounded mean
        pearson, spearman = stats.pearsonr(x, y), stats.spearmanr(x, y)
        interval = pearson.confidence_interval(0.9)
        case("correlation", x, y, [pearson.statistic, pearson.pvalue, interval.low, interval.high,
                                   spearman.statistic, spearman.pvalue])
    kendall = stats.kendalltau(x, y)
    sen = stats.theilslopes(y, x, 0.9)
    case("trend", x, y, [kendall.statistic, kendall.pvalue, sen.slope, sen.low_slope, sen.high_slope])

# Friedman and Nemenyi ---------------------------------------------------------------------------------------------
def range_tail(q, k):  # P(range of k standard normals > q)
    q = mp.mpf(q)
    big = lambda z: mp.erfc(-z / mp.sqrt(2)) / 2
    inside = lambda z: mp.npdf(z) * (big(z) ** (k - 1) - (big(z) - big(z - q)) ** (k - 1))
    return k * mp.quad(inside, mp.linspace(-14, 14 + q, 15))


with mp.workdps(40):
    for k in [2, 3, 10, 60]:
        for q in [0.01, 0.5, 2, 3.6, 6, 12]:
            exact = float(range_tail(q, k))
            assert abs(stats.studentized_range.sf(q, k, np.inf) - exact) < 1e-9, (q, k)
            case("rangeTail", [q, k], exact)
for k in [2, 3, 8, 20]:
    for p in [0.1, 0.05, 0.01]:
        guess = stats.studentized_range.ppf(1 - p, k, np.inf)
        with mp.workdps(25):
            solution = mp.findroot(lambda q: range_tail(q, k) - mp.mpf(p), (guess, guess * 1.0001), tol=1e-32)
        assert abs(solution - guess) < 1e-6
        case("rangeQuantile", [p, k], float(solution))
for n, k in [(3, 3), (10, 4), (40, 7), (60, 12)]:
    for is_tied in [False, True]:
        blocks = rng.normal(0, 1, (n, k)) + np.linspace(0, 0.8, k)
        if is_tied:
            blocks = np.round(blocks)
        test = stats.friedmanchisquare(*blocks.T)
        ranks = stats.rankdata(blocks, axis=1).mean(axis=0)
        difference = stats.studentized_range.ppf(0.95, k, np.inf) / np.sqrt(2) * np.sqrt(k * (k + 1) / (6 * n))
        nemenyi = scikit_posthocs.posthoc_nemenyi_friedman(blocks).to_numpy()[0, k - 1]
        case("friedman", blocks.ravel(), [k], [test.statistic, test.pvalue, difference, nemenyi, *ranks])

# Acceleration of the bootstrap ------------------------------------------------------------------------------------
for numerators, denominators in [(skewed, np.ones(40)), (c, d)]:
    left = (numerators.sum() - numerators) / (denominators.sum() - denominators)
    deviations = left.mean() - left
    acceleration = (deviations**3).sum() / (6 * (deviations**2).sum() ** 1.5)
    case("acceleration", numerators, denominators, acceleration)
check = stats.bootstrap((skewed,), np.mean, n_resamples=200_000, method="BCa", rng=rng).confidence_interval
case("bca", skewed, np.ones(40), [check.low, check.high])
ratio = lambda a, b, axis: a.sum(axis) / b.sum(axis)
check = stats.bootstrap((c, d), ratio, n_resamples=200_000, method="BCa", paired=True, vectorized=True, rng=rng)
case("bca", c, d, [check.confidence_interval.low, check.confidence_interval.high])

with open("reference.tsv", "w") as file:
    file.write("\n".join(rows) + "\n")
