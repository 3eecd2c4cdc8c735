"""Makes reference.ndjson: the records that aggregate should write for runs.ndjson, by SciPy 1.17 and NumPy.

runs.ndjson holds some fields of 144 runs (9 controllers on 16 scenarios), three of them made null. Bootstrap intervals come from 200,000 of
NumPy's own draws; their distribution is what is compared, everything else to 1e-9.

    python3 make_reference.py
"""
import collections
import json
import math

import numpy as np
from scipy import stats

RUNS = [json.loads(line) for line in open("runs.ndjson")]
METRICS = ["normalised_regret", "success_rate", "carbon_g"]
RATIO = ("regret", "naive_regret")
BASELINE = "mpc_ar"
QUANTILES = {"min": 0, "p05": 0.05, "p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95, "max": 1}


def bias_corrected(pairs):
    clusters = collections.defaultdict(lambda: np.zeros(2))
    for name, numerator, denominator in pairs:
        clusters[name] += (numerator, denominator)
    sums = np.array(list(clusters.values()))
    if len(sums) < 2:
        return None, None
    estimate = sums[:, 0].sum() / sums[:, 1].sum()
    drawn = np.random.default_rng(1).integers(0, len(sums), (200_000, len(sums)))
    drawn = sums[drawn].sum(axis=1)
    drawn = drawn[:, 0] / drawn[:, 1]
    shift = stats.norm.ppf((np.mean(drawn < estimate) + np.mean(drawn <= estimate)) / 2)
    ends = [stats.norm.cdf(2 * shift + stats.norm.ppf(q)) for q in (0.025, 0.975)]
    return [float(np.quantile(drawn, end)) for end in ends]


def student(x):
    if len(x) < 2:
        return None, None
    if np.all(x == x[0]):
        return x[0], x[0]
    return map(float, stats.t.interval(0.95, len(x) - 1, loc=x.mean(), scale=stats.sem(x)))


def grouped(fields):
    groups = collections.defaultdict(list)
    for run in RUNS:
        groups[tuple(run[field] for field in fields)].append(run)
    return sorted(groups.items())


def cluster(run):
    return run["zone"], run["start"]


def summary(by, key, runs, metric, is_clustered):
    record = {"kind": "summary", "by": dict(zip(by, key)), "metric": metric}
    if "/" in metric:
        used = [run for run in runs if run[RATIO[0]] is not None and run[RATIO[1]] is not None]
        top, bottom = ([run[field] for run in used] for field in RATIO)
        record["mean"] = math.fsum(top) / math.fsum(bottom)
        names = [cluster(run) for run in used] if is_clustered else range(len(used))
        record["ci_low"], record["ci_high"] = bias_corrected(zip(names, top, bottom))
    else:
        used = [run for run in runs if run[metric] is not None]
        x = np.array([run[metric] for run in used], float)
        record["mean"] = math.fsum(x) / len(x)
        record["sd"] = None if len(x) < 2 else 0.0 if np.all(x == x[0]) else float(np.std(x, ddof=1))
        for name, q in QUANTILES.items():
            record[name] = float(np.quantile(x, q))
        pairs = [(cluster(run), run[metric], 1) for run in used]
        record["ci_low"], record["ci_high"] = bias_corrected(pairs) if is_clustered else student(x)
    record["n"], record["missing"] = len(used), len(runs) - len(used)
    return record


def comparisons(by, key, runs, metric, is_clustered):
    field = metric.split("/")[0]
    of = collections.defaultdict(dict)
    for run in runs:
        of[run["controller"]][run["id"]] = run
    records = []
    for name in sorted(of):
        if name == BASELINE:
            continue
        both = [(run, of[BASELINE][i]) for i, run in of[name].items() if i in of[BASELINE]]
        both = [(a, b) for a, b in both if a[field] is not None and b[field] is not None]
        a, b = (np.array([run[field] for run in side], float) for side in zip(*both))
        d = a - b
        record = {"kind": "comparison", "a": name, "b": BASELINE, "by": dict(zip(by, key)), "metric": metric}
        record["pairs"], record["unpaired"] = len(d), len(of[name]) + len(of[BASELINE]) - 2 * len(d)
        if "/" in metric:
            record["ratio_of_sums"] = math.fsum(a) / math.fsum(b)
            names = [cluster(run) for run, _ in both] if is_clustered else range(len(both))
            record["ratio_low"], record["ratio_high"] = bias_corrected(zip(names, a, b))
        else:
            record["mean_difference"] = math.fsum(d) / len(d)
            pairs = [(cluster(run), e, 1) for (run, _), e in zip(both, d)]
            record["ci_low"], record["ci_high"] = bias_corrected(pairs) if is_clustered else student(d)
            if len(d) > 1 and not np.all(d == d[0]):
                record["effect_size"] = float(d.mean() / np.std(d, ddof=1))
        if np.any(d != 0):
            test = stats.wilcoxon(a, b)
            record["statistic"], record["p"] = float(test.statistic), float(test.pvalue)
        records.append(record)
    tested = sorted((record for record in records if "p" in record), key=lambda record: record["p"])
    largest = 0
    for place, record in enumerate(tested):
        largest = max(largest, min(1, (len(tested) - place) * record["p"]))
        record["p_adjusted"] = largest
    return records


with open("reference.ndjson", "w") as out:
    for is_clustered in (False, True):
        quantities = METRICS + ["/".join(RATIO)]
        records = []
        for by in (["controller"], ["controller", "season"]):
            for key, runs in grouped(by):
                records += [summary(by, key, runs, metric, is_clustered) for metric in quantities]
        for by in ([], ["season"]):
            for key, runs in grouped(by):
                for metric in quantities:
                    records += comparisons(by, key, runs, metric, is_clustered)
        for record in records:
            record = {"clustered": is_clustered, **record}
            out.write(json.dumps(record) + "\n")
