"""DuckDB, Polars, pandas and Miller on the records of `aggregate`, in turns with ours.

usage: aggregate_peers.py AGGREGATE FILE...      FILE is gzip, ordinary or BGZF, of runs (simulate)

The question: count, mean, standard deviation, least and greatest value of two fields by controller, of the records that went
well. Ours answers with quantiles and intervals on top. A peer is told the fields and their types, so that it need not guess.
All answers must agree to 1e-9 of the values' size (Miller's, which subtracts large squares, to 1e-5), which for BGZF is a test
of our format too. Processor time, wall time and memory of each process, the least of three rounds; of one round for a gigabyte.
"""

import json
import os
import shutil
import subprocess
import sys
import time

FIELDS, GROUP, ROUNDS = ["utility", "relative_accuracy"], "controller", 3
# Those that hold every record as an object take minutes for ten million of them.
PATIENT_BYTES = 1 << 30

DUCKDB = """
import duckdb, json, sys
duckdb.sql("SET threads = " + sys.argv[2])
duckdb.sql("SET enable_progress_bar = false")
columns = {"controller": "VARCHAR", "status": "VARCHAR", "utility": "DOUBLE", "relative_accuracy": "DOUBLE"}
figures = ", ".join(f"count({f}), avg({f}), stddev({f}), min({f}), max({f})" for f in ["utility", "relative_accuracy"])
rows = duckdb.sql(f"SELECT controller, {figures} FROM read_json('{sys.argv[1]}', format='newline_delimited', "
                  f"compression='gzip', columns={columns}) WHERE status = 'ok' GROUP BY controller").fetchall()
print(json.dumps({row[0]: row[1:] for row in rows}))
"""
POLARS = """
import json, os, sys
os.environ["POLARS_MAX_THREADS"] = sys.argv[2]
import polars as pl
schema = {"controller": pl.String, "status": pl.String, "utility": pl.Float64, "relative_accuracy": pl.Float64}
figures = [getattr(pl.col(f), s)().alias(f + s) for f in ["utility", "relative_accuracy"] for s in ["count", "mean", "std", "min", "max"]]
rows = (pl.scan_ndjson(sys.argv[1], schema=schema).filter(pl.col("status") == "ok").group_by("controller").agg(figures)
        .collect(engine="streaming").rows())
print(json.dumps({row[0]: row[1:] for row in rows}))
"""
PANDAS = """
import json, sys
import pandas as pd
parts = pd.read_json(sys.argv[1], lines=True, chunksize=50_000, compression="gzip")
kept = pd.concat(part.loc[part["status"] == "ok", ["controller", "utility", "relative_accuracy"]] for part in parts)
rows = kept.groupby("controller").agg(["count", "mean", "std", "min", "max"]).itertuples()
print(json.dumps({row[0]: row[1:] for row in rows}))
"""
MILLER = """mlr --gzin --ijsonl --ojson filter '$status == "ok"' then stats1 -a count,mean,stddev,min,max -f utility,relative_accuracy \
-g controller "$0" | jq -c 'map({(.controller): [to_entries[] | select(.key != "controller").value]}) | add'"""


def ours(aggregate, path, threads):
    return [aggregate, "--by", GROUP, "--metric", ",".join(FIELDS), "--where", "status=ok", "--plain", "--quiet",
            "--threads", str(threads), path]


def answer_of_ours(text):
    answer = {}
    for line in text.splitlines():
        record = json.loads(line)
        answer.setdefault(record["by"][GROUP], []).extend(record[key] for key in ["n", "mean", "sd", "min", "max"])
    return answer


def measured(command):
    """Output, processor seconds, wall seconds and greatest resident megabytes."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"bench: {command[0]} failed")
    return output, usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


def agree(a, b, tolerance):
    if a.keys() != b.keys():
        return False
    for ours, theirs in ((a[key], b[key]) for key in a):
        for first in range(0, len(ours), 5):  # count, mean, deviation, least and greatest of a field
            sizes = max(map(abs, ours[first + 1:first + 5]))
            if ours[first] != theirs[first] or any(
                    abs(x - y) > tolerance * sizes for x, y in zip(ours[first + 1:first + 5], theirs[first + 1:first + 5])):
                return False
    return True


def main():
    aggregate, *files = sys.argv[1:]
    within = True
    for path in files:
        size = os.path.getsize(path)
        commands = {"ours": ours(aggregate, path, 1), "ours, 2 threads": ours(aggregate, path, 2)}
        commands["zcat >/dev/null"] = ["sh", "-c", 'exec zcat "$0" >/dev/null', path]
        for threads in (1, 2):
            mark = ", 2 threads" * (threads - 1)
            commands["DuckDB" + mark] = [sys.executable, "-c", DUCKDB, path, str(threads)]
            commands["Polars" + mark] = [sys.executable, "-c", POLARS, path, str(threads)]
        if size < PATIENT_BYTES:
            commands["pandas"] = [sys.executable, "-c", PANDAS, path]
        if size < PATIENT_BYTES and shutil.which("mlr") and shutil.which("jq"):
            commands["Miller"] = ["bash", "-c", MILLER, path]
        best, answers = {}, {}
        for round_ in range(ROUNDS if size < PATIENT_BYTES else 1):
            for name, command in commands.items():
                if round_ and name in ("pandas", "Miller"):
                    continue
                output, *figures = measured(command)
                answers[name] = output
                best[name] = [min(pair) for pair in zip(best.get(name, figures), figures)]
        expected = answer_of_ours(answers["ours"])
        print(f"\naggregate: {os.path.basename(path)}, {size / 1e6:,.0f} MB")
        print(f"{'':<24}{'CPU s':>9}{'ratio':>8}{'wall s':>9}{'ratio':>8}{'MB':>8}")
        for name, (cpu, wall, memory) in best.items():
            verdict = ""
            if name not in ("ours", "zcat >/dev/null"):
                answer = answer_of_ours(answers[name]) if name.startswith("ours") else json.loads(answers[name])
                if not agree(expected, answer, 1e-5 if name == "Miller" else 1e-9):
                    verdict, within = "  DIFFERS", False
            print(f"{name:<24}{cpu:>9.2f}{cpu / best['ours'][0]:>8.2f}{wall:>9.2f}{wall / best['ours'][1]:>8.2f}"
                  f"{memory:>8.0f}{verdict}", flush=True)
    sys.exit(0 if within else 1)


main()
