"""numba and plain Python on the runs of `simulate`, in turns with ours, their results compared.

usage: simulate_peers.py STREAMBENCH SIMULATE PROFILES PLANS POLICY     PLANS of solve, POLICY of trainnet --task policy

Processor time of the runs alone, in one process and with everything read before, and of the whole tool: the medians of
rounds in turns. Counts must be equal and energies agree to 1e-9, task by task in traces, or it fails.
"""

import datetime
import gzip
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import numba
import numpy

from peer_simulator import NONE, Scenario, as_it_is, engine, naive, policy, recorded, threshold

ROUNDS = 7


# ---- Runs by each, and what must come out

class Peer:
    """A controller by numba or by plain Python."""

    def __init__(self, controller, inputs, scenarios, build):
        self.array = list if build is as_it_is else numpy.array
        self.memory, observe, decide = controller(build, self.array, *inputs)
        self.run = engine(observe, decide, build)
        self.data = [(s, [*map(self.array, s.series)]) for s in scenarios]

    def __call__(self):
        """Seconds a task, and what came of the runs."""
        ready = []
        for scenario, data in self.data:
            counts, halves, turns = (
                self.array([0] * size) for size in ((len(scenario.energy) + 1) ** 2, 10, scenario.tasks + 2))
            ready.append((scenario, self.memory(scenario), counts, halves, (turns, *data)))
        start = time.process_time()
        self.results = [(scenario, memory, counts, halves, self.run(scenario.camera, memory, counts, halves, *data))
                        for scenario, memory, counts, halves, data in ready]
        return (time.process_time() - start) / sum(s.tasks for s, _ in self.data)


class TracingPeer(Peer):
    """The same, which also writes a line of JSON for each task, gzipped."""

    def __call__(self):
        seconds = super().__call__()
        start = time.process_time()
        self.lines = [line for result in self.results for line in trace_lines(*result)]
        gzip.compress("".join(self.lines).encode(), 1)
        return seconds + (time.process_time() - start) / len(self.lines)


def trace_lines(scenario, memory, counts, halves, run):
    record, camera, names = scenario.record, scenario.camera, list(scenario.models)
    start = datetime.datetime.fromisoformat(record["start"])
    stored, model, _ = memory[1].tolist()
    stored.append(run[3])
    for task, before in enumerate(stored[:-1]):
        ran = model[task] if model[task] >= 0 and scenario.energy[model[task]] <= before else NONE
        used = scenario.energy[ran] if ran >= 0 else 0
        charged, interval = stored[task + 1] - (before - used), task // camera.tasks_per_interval
        drawn = charged / 1e7 / camera.charge_efficiency
        yield json.dumps({
            "kind": "trace", "id": record["id"],
            "time": f"{start + datetime.timedelta(seconds=task * record['task_interval_s']):%Y-%m-%dT%H:%M:%SZ}",
            "battery_wh": before / 1e7 / 1000, "carbon_free": scenario.clean[interval],
            "carbon_g_per_kwh": scenario.grams[interval], "model": names[ran] if ran >= 0 else None,
            "charge": charged / camera.charge,
            "outcome": "large_miss" if ran < 0 else "success" if scenario.meets[ran] else "small_miss",
            "used_mwh": used / 1e7, "grid_mwh": drawn, "carbon_g": drawn / 1e6 * scenario.grams[interval],
        }) + "\n"


def run_record(scenario, _, counts, halves, run):
    """What a run record says of it."""
    charged, dirty, carbon, left, least, stored_sum, starts, switches = run
    columns = len(scenario.energy) + 1
    by_model = [int(sum(counts[m::columns])) for m in range(columns)]
    ran = by_model[1:]
    weighted, best, able = 0.0, 0.0, 0
    for rank, model in enumerate(scenario.order):
        best = max(best, scenario.accuracy[model])
        row = counts[(rank + 1) * columns:(rank + 2) * columns]
        able += sum(row)
        weighted += sum(n * a / best for n, a in zip(row[1:], scenario.accuracy))
    efficiency = scenario.camera.charge_efficiency
    return {
        "tasks": sum(by_model), "large_misses": by_model[0],
        "successes": sum(n for n, met in zip(ran, scenario.meets) if met),
        "small_misses": sum(n for n, met in zip(ran, scenario.meets) if not met),
        "relative_accuracy_omitted": int(sum(counts[:columns])), "charge_starts": starts, "model_switches": switches,
        "cycles_by_depth": [half / 2 for half in halves],
        **{f"tasks_{name}": n for name, n in zip(scenario.models, ran)},
        "relative_accuracy": weighted / able, "used_wh": sum(n * e for n, e in zip(ran, scenario.energy)) / 1e10,
        "grid_wh": charged / 1e10 / efficiency, "dirty_wh": dirty / 1000 / efficiency, "carbon_g": carbon / 1e6 / efficiency,
        "final_wh": left / 1e10, "min_wh": least / 1e10, "mean_wh": stored_sum / 1e10 / sum(by_model),
    }


def check(what, ours, theirs):
    """Ends the benchmark where two records differ: energies and shares by more than 1e-9, anything else at all."""
    for name, value in theirs.items():
        alike = (abs(ours[name] - value) <= 1e-9 * max(1e-3, abs(value))
                 if isinstance(value, float) and ours[name] is not None else ours[name] == value)
        if not alike:
            sys.exit(f"{what}: {name} is {ours[name]} by ours and {value} by theirs")


# ---- In turns

def main():
    streambench, simulate, profiles, plans, policy_file = sys.argv[1:]
    with open(profiles) as file:
        models = json.load(file)
    with gzip.open(plans, "rt") as lines:
        scenarios = [Scenario(json.loads(line), models) for line in lines]
    with gzip.open(policy_file, "rt") as lines:
        header, *layers = map(json.loads, lines)
    network = header, [numpy.array(layer["weights"]).reshape(layer["shape"]) for layer in layers]
    tasks = sum(s.tasks for s in scenarios)
    folder = tempfile.TemporaryDirectory()
    runs_file, trace_file = f"{folder.name}/runs.ndjson.gz", f"{folder.name}/trace.ndjson.gz"

    def ours_alone(name):
        run = subprocess.run([streambench, "play", name, plans, profiles, policy_file], check=True, capture_output=True)
        return json.loads(run.stdout)["cpu"] / tasks

    def ours(name, *options):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([simulate, "--threads", "1", "--quiet", "--models", profiles, "--controllers", name,
                        "--policy", policy_file, plans, "-o", runs_file, *options], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / tasks

    def line(name, seconds, ratio="", aim=""):
        print(f"{name:<52}{seconds * 1e9:>12,.1f}{1e-6 / seconds:>12,.2f}{ratio:>9}{aim:>5}")

    title = f"simulate: {len(scenarios)} weeks of tasks, {tasks:,}"
    print(f"\n{title:<52}{'ns a task':>12}{'million/s':>12}{'ratio':>9}{'aim':>5}")
    for name, controller, inputs, aim in [
            ("naive", naive, (), 2), ("threshold", threshold, (), 2), ("policy_guarded", policy, (network,), 4)]:
        numbas = Peer(controller, inputs, scenarios, numba.njit)
        python = Peer(controller, inputs, scenarios[:1], as_it_is)
        competitors = {
            "ours, the engine": lambda: ours_alone(name), "ours, the tool, reading and writing too": lambda: ours(name),
            "numba, the runs": numbas, "Python, the runs (first week)": python}
        times = {who: [] for who in competitors}
        for round in range(ROUNDS + 1):
            for who, run in competitors.items():
                seconds = run()
                times[who] += [seconds] if round else []
        with gzip.open(runs_file, "rt") as lines:
            runs = [json.loads(line) for line in lines]
        for who, peer in ("numba", numbas), ("Python", python):
            for run, result in zip(runs, peer.results):
                check(f"{run['id']}, {name}, {who}", run, run_record(*result))
        median = {who: statistics.median(several) for who, several in times.items()}
        for who, seconds in median.items():
            ratio = f"{seconds / median['ours, the engine']:.2f}"
            line(f"{name}: {who}", seconds, ratio, aim if who == "numba, the runs" else "")

    numbas = TracingPeer(recorded(naive), (), scenarios[:1], numba.njit)
    numbas()
    times = [(ours("naive", "--trace", "task", "--trace-output", trace_file), numbas()) for _ in range(3)]
    size = 0
    with gzip.open(trace_file, "rt") as lines:
        for place, text in enumerate(lines):
            size += len(text)
            if place < len(numbas.lines):
                theirs = json.loads(numbas.lines[place])
                check(f"{theirs['id']} at {theirs['time']}", json.loads(text), theirs)
    mine, theirs = map(statistics.median, zip(*times))
    line("every task traced: ours, the tool", mine)
    line("every task traced: numba, json, gzip (first week)", theirs, f"{theirs / mine:.2f}")
    print(f"  a trace of {size / 1e6:,.0f} MB, {size / tasks / mine / 1e6:,.0f} MB/s of text")


if __name__ == "__main__":
    main()
