"""Makes reference.ndjson and figures.ndjson: the records that aggregate should write for runs.ndjson, by SciPy 1.17, NumPy and pandas 3.1.

runs.ndjson holds some fields of 144 runs (9 controllers on 16 scenarios), three of them made null. Bootstrap intervals come from 200,000 of
NumPy's own draws; their distribution is what is compared, everything else to 1e-9.

    python3 make_reference.py
"""
import collections
import json
import math

import numpy as np
import pandas as pd
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


# Other figures: pandas and SciPy on the records that hold two conditions, in groups of one field -------------------
FIGURES = {
    "shape": ["carbon_g", "success_rate"],
    "edges": ("carbon_g", [10, 20, 25, 30]),
    "bins": ("success_rate", 4),
    "correlate": ("carbon_g", "success_rate"),
    "trends": [("carbon_g", "start"), ("success_rate", "carbon_g")],
}
frame = pd.DataFrame(RUNS)
frame = frame[(frame["carbon_g"] >= 5) & (frame["season"] != "spring")]
groups = dict(list(frame.groupby("controller")))
means = {name: [float(group["success_rate"].mean()), float(group["carbon_g"].mean())] for name, group in groups.items()}


def shape(name, group, metric):
    x = group[metric].dropna()
    low, high = x.quantile(0.25), x.quantile(0.75)
    record = {"kind": "summary", "by": {"controller": name}, "metric": metric, "sum": float(x.sum()), "mean": float(x.mean())}
    record |= {"low_outliers": int((x < low - 1.5 * (high - low)).sum()), "high_outliers": int((x > high + 1.5 * (high - low)).sum())}
    if x.nunique() > 1:
        record |= {"skewness": float(stats.skew(x)), "kurtosis": float(stats.kurtosis(x))}
    return record


def histogram(name, group, metric, bins):
    x = group[metric].dropna()
    counts, edges = np.histogram(x, bins)
    cells = list(zip(map(float, edges), map(float, edges[1:]), counts))
    if isinstance(bins, list):
        cells = [(None, edges[0], (x < edges[0]).sum()), *cells, (edges[-1], None, (x > edges[-1]).sum())]
    for low, high, count in cells:
        yield {"kind": "histogram", "by": {"controller": name}, "metric": metric, "count": int(count), "n": len(x),
               "missing": int(group[metric].isna().sum()), "from": low and float(low), "to": high and float(high)}


def correlation(name, group, a, b):
    both = group[[a, b]].dropna()
    record = {"kind": "correlation", "by": {"controller": name}, "a": a, "b": b, "n": len(both)}
    if both[b].nunique() > 1:
        pearson, spearman = stats.pearsonr(both[a], both[b]), stats.spearmanr(both[a], both[b])
        interval = pearson.confidence_interval(0.95)
        record |= {"pearson": pearson.statistic, "pearson_p": pearson.pvalue, "ci_low": interval.low, "ci_high": interval.high,
                   "spearman": spearman.statistic, "spearman_p": spearman.pvalue}
    return record


def trend(name, group, metric, over):
    both = group[[metric, over]].dropna()
    x = both[over]
    if over == "start":
        x = (pd.to_datetime(x) - pd.Timestamp("1970-01-01", tz="UTC")) / pd.Timedelta(days=1)
    record = {"kind": "trend", "by": {"controller": name}, "metric": metric, "over": over, "n": len(both)}
    if both[metric].nunique() > 1:
        kendall, sen = stats.kendalltau(x, both[metric]), stats.theilslopes(both[metric], x, 0.95)
        record |= {"tau": kendall.statistic, "p": kendall.pvalue, "slope": sen.slope, "ci_low": sen.low_slope,
                   "ci_high": sen.high_slope}
    return record


def pareto(name):
    better = lambda a, b: a[0] >= b[0] and a[1] <= b[1] and a != b
    dominating = [other for other in means if better(means[other], means[name])]
    return {"kind": "pareto", "by": {}, "contender": {"controller": name}, "values": means[name],
            "objectives": ["success_rate:max", "carbon_g:min"], "front": not dominating, "dominated_by": dominating}


def paired(metric):
    wide = frame.pivot(index="id", columns="controller", values=metric)
    records = []
    for name in wide.columns.drop(BASELINE):
        both = wide[[name, BASELINE]].dropna()
        a, b = both[name], both[BASELINE]
        record = {"kind": "comparison", "a": name, "b": BASELINE, "by": {}, "metric": metric, "pairs": len(both)}
        record["cliffs_delta"] = float(2 * stats.mannwhitneyu(a, b).statistic / len(a) ** 2 - 1)
        d = (a - b)[a != b]
        if len(d):
            ranks = stats.rankdata(d.abs())
            record["rank_biserial"] = float((ranks * np.sign(d)).sum() / ranks.sum())
        if (a - b).nunique() > 1:
            test = stats.ttest_rel(a, b)
            record |= {"test": "paired t", "p_method": "t", "statistic": test.statistic, "p": test.pvalue}
        records.append(record)
    tested = [record for record in records if "p" in record]
    for record, adjusted in zip(tested, stats.false_discovery_control([record["p"] for record in tested])):
        record |= {"p_adjusted": float(adjusted), "adjustment": "bh"}
    yield from records


def ranking(metric):
    wide = frame.pivot(index="id", columns="controller", values=metric)
    whole = wide.dropna()
    test, ranks = stats.friedmanchisquare(*whole.T.to_numpy()), whole.rank(axis=1).mean()
    n, k = whole.shape
    unit = math.sqrt(k * (k + 1) / (12 * n))
    for name in whole.columns:
        yield {"kind": "ranking", "by": {}, "metric": metric, "contender": name, "mean_rank": float(ranks[name]), "contenders": k,
               "n": n, "incomplete": len(wide) - n, "statistic": test.statistic, "p": test.pvalue,
               "critical_difference": float(stats.studentized_range.ppf(0.95, k, np.inf) * unit),
               "first_p": float(stats.studentized_range.sf((ranks[name] - ranks.min()) / unit, k, np.inf))}


def figures():
    for name, group in groups.items():
        yield from (shape(name, group, metric) for metric in FIGURES["shape"])
    for name, group in groups.items():
        yield from histogram(name, group, *FIGURES["edges"])
        yield from histogram(name, group, *FIGURES["bins"])
    yield from (correlation(name, group, *FIGURES["correlate"]) for name, group in groups.items())
    yield from (trend(name, group, *pair) for name, group in groups.items() for pair in FIGURES["trends"])
    yield from map(pareto, groups)
    for metric in FIGURES["shape"]:
        yield from paired(metric)
    for metric in FIGURES["shape"]:
        yield from ranking(metric)


with open("figures.ndjson", "w") as out:
    for record in figures():
        out.write(json.dumps(record) + "\n")
