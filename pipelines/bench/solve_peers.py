"""Other solvers on the problems of `solve`, in turns with ours, their optima compared.

usage: solve_peers.py STREAMBENCH PROFILES FOLDER      FOLDER holds {steps,slots,day,week}.ndjson.gz from scengen

Single steps and slots are built here from the scenarios; days and weeks are the programmes that we export (CPLEX LP
format), read before the clock runs. One thread is measured in processor time, children included, two in wall time: the
least of five rounds.
"""

import gzip
import json
import math
import resource
import subprocess
import sys
import tempfile
import time

import highspy
import pulp
from ortools.linear_solver import pywraplp
from ortools.sat.python import cp_model

ROUNDS = 5
LIMIT_S, BUDGET_S = 4, 12  # wall time of a peer for one problem, and for one case, after which it is stopped
GAP = 1  # absolute, of days and weeks, as ours by GLPK


# ---- What is to be solved, in units of 1e-7 mWh (README.md of the camera)

class Camera:
    def __init__(self, scenario, profiles):
        def up(mwh): return math.ceil(round(mwh * 1e9) / 100)
        def down(mwh): return round(mwh * 1e9) // 100
        self.scenario = scenario
        self.energy = [up(m["energy_per_inference_mwh"] / scenario["discharge_efficiency"]) for m in profiles]
        self.meets = [m["accuracy"] >= scenario["accuracy_req"]
                      and m["avg_inference_time_seconds"] <= scenario["latency_req_s"] for m in profiles]
        self.capacity, self.stored = down(scenario["capacity_wh"] * 1000), down(scenario["initial_wh"] * 1000)
        self.charge = down(scenario["charge_power_w"] * scenario["task_interval_s"] / 3.6)

    def step(self):
        """Upper bounds and costs of a column for each model, which add up to 1, and of the charge (objective clean-energy)."""
        upper = [float(meets and energy <= self.stored) for meets, energy in zip(self.meets, self.energy)]
        fits = float(self.charge <= self.capacity - self.stored)
        return upper + [fits], [-1e-4 * energy / 1e7 for energy in self.energy] + [self.scenario["carbon_free"][0]]


def read(path, profiles):
    with gzip.open(path, "rt") as lines:
        return [Camera(json.loads(line), profiles) for line in lines]


class Programme:
    """One of our exported programmes, as HiGHS reads it and as rows of terms."""

    def __init__(self, path):
        reader = quiet_highs()
        reader.readModel(path)
        self.lp = lp = reader.getLp()
        matrix = lp.a_matrix_  # by columns, as HiGHS reads it
        start, index, value = list(matrix.start_), list(matrix.index_), list(matrix.value_)
        self.rows = [[] for _ in range(lp.num_row_)]
        for column in range(lp.num_col_):
            for at in range(start[column], start[column + 1]):
                self.rows[index[at]].append((column, value[at]))
        self.cost, self.lower, self.upper = list(lp.col_cost_), list(lp.col_lower_), list(lp.col_upper_)
        self.row_lower, self.row_upper = list(lp.row_lower_), list(lp.row_upper_)
        self.integer = [kind == highspy.HighsVarType.kInteger for kind in lp.integrality_]


# ---- Peers: each is made once, and called with a problem and a time limit gives the optimum, or None if it was not reached

def quiet_highs(**options):
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    for name, value in options.items():
        highs.setOptionValue(name, value)
    return highs


def highs_steps(columns):
    """One model, its bounds and costs rewritten. With the default tolerance of 1e-7 a start from the last basis is 1e-4
    short of the optimum in one step of a hundred (1.12 and 1.15)."""
    highs = quiet_highs(threads=1, dual_feasibility_tolerance=1e-10)
    indices, zeros = list(range(columns)), [0.0] * columns
    for _ in indices:
        highs.addVar(0, 1)
    highs.addRow(1, 1, columns - 1, indices[:-1], [1.0] * (columns - 1))
    highs.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def solve(camera, _):
        upper, cost = camera.step()
        highs.changeColsBounds(columns, indices, zeros, upper)
        highs.changeColsCost(columns, indices, cost)
        highs.run()
        return highs.getInfo().objective_function_value
    return solve


def glop_steps(columns):
    """The same in GLOP."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    variables = [solver.NumVar(0, 1, "") for _ in range(columns)]
    solver.Add(solver.Sum(variables[:-1]) == 1)
    objective = solver.Objective()
    objective.SetMaximization()

    def solve(camera, _):
        for variable, upper, cost in zip(variables, *camera.step()):
            variable.SetUb(upper)
            objective.SetCoefficient(variable, cost)
        solver.Solve()
        return objective.Value()
    return solve


def cbc_step(camera, limit):
    """A new problem for each, as scripts do."""
    upper, cost = camera.step()
    problem = pulp.LpProblem("step", pulp.LpMaximize)
    variables = [pulp.LpVariable(f"x{i}", 0, most) for i, most in enumerate(upper)]
    problem += pulp.lpSum(c * x for c, x in zip(cost, variables))
    problem += pulp.lpSum(variables[:-1]) == 1
    problem.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=limit))
    return pulp.value(problem.objective)


def cp_sat_slots(threads):
    def solve(camera, limit):
        scenario, model, scale = camera.scenario, cp_model.CpModel(), 1e6
        success = min((e for e, meets in zip(camera.energy, camera.meets) if meets), default=camera.capacity + 1)
        fallback = min(camera.energy)
        gains = (scenario["success_weight"] + scenario["large_miss_weight"],
                 scenario["large_miss_weight"] - scenario["small_miss_weight"])
        stored, terms = camera.stored, []
        for share in scenario["carbon_free"]:
            run, spare, charge = (model.new_bool_var("") for _ in range(3))
            after = model.new_int_var(0, camera.capacity, "")
            use = success * run + fallback * spare
            model.add(run + spare <= 1)
            model.add(use <= stored)
            model.add(after <= stored - use + camera.charge * charge)
            price = scenario["dirty_mwh_weight"] * (1 - share) / scenario["charge_efficiency"]
            terms += [(gains[0], run), (gains[1], spare), (-price * camera.charge / 1e7, charge)]
            stored = after
        model.maximize(sum(round(gain * scale) * variable for gain, variable in terms))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers, solver.parameters.max_time_in_seconds = threads, limit
        # By the default relaxations one scenario of four takes more than 10 s.
        solver.parameters.linearization_level = 2
        solver.parameters.subsolvers.extend(["max_lp", "default_lp"][:threads])
        if solver.solve(model) != cp_model.OPTIMAL:
            return None
        idle = -scenario["large_miss_weight"] * len(scenario["carbon_free"])
        return idle + sum(gain * solver.value(variable) for gain, variable in terms)
    return solve


def highs_programme(threads, gap):
    def solve(programme, limit):
        highspy.Highs.resetGlobalScheduler(True)
        highs = quiet_highs(threads=threads, mip_abs_gap=gap, mip_rel_gap=0.0, time_limit=float(limit))
        highs.passModel(programme.lp)
        highs.run()
        solved = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return highs.getInfo().objective_function_value if solved else None
    return solve


def cbc_programme(threads, gap):
    def solve(programme, limit):
        problem = pulp.LpProblem("counts", pulp.LpMaximize)
        variables = [pulp.LpVariable(f"x{i}", low, high, pulp.LpInteger if whole else pulp.LpContinuous)
                     for i, (low, high, whole) in enumerate(zip(programme.lower, programme.upper, programme.integer))]
        problem += pulp.LpAffineExpression(list(zip(variables, programme.cost)))
        for terms, low, high in zip(programme.rows, programme.row_lower, programme.row_upper):
            row = pulp.LpAffineExpression([(variables[column], value) for column, value in terms])
            problem += row == high if low == high else row <= high
        problem.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=limit, threads=threads, gapAbs=gap, gapRel=0))
        return pulp.value(problem.objective) if problem.sol_status == pulp.LpSolutionOptimal else None
    return solve


# ---- Measuring

def processor_seconds():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


class Peer:
    def __init__(self, name, solve, aim="", threads=1, first=None):
        self.name, self.solve, self.aim, self.first = name, solve, aim, first
        self.clock = processor_seconds if threads == 1 else time.perf_counter
        self.seconds, self.optima, self.spent = {}, {}, 0.0

    def turn(self, problems):
        for index, problem in enumerate(problems[:self.first]):
            limit = min(LIMIT_S, BUDGET_S - self.spent)
            if limit < 1:
                return
            start, wall = self.clock(), time.perf_counter()
            self.optima[index] = self.solve(problem, limit)
            self.seconds[index] = min(self.seconds.get(index, math.inf), self.clock() - start)
            self.spent += time.perf_counter() - wall


class Ours:
    def __init__(self, name, command, aim):
        self.name, self.command, self.aim = name, command, aim
        self.plans = []

    def turn(self, _):
        lines = subprocess.run(self.command, check=True, capture_output=True, text=True).stdout.splitlines()
        plans = [json.loads(line) for line in lines]
        best = self.plans or plans
        self.plans = [plan | {"seconds": min(plan["seconds"], old["seconds"])} for plan, old in zip(plans, best)]


def show(*cells):
    print(f"{cells[0]:36}" + "".join(f"{cell:>12}" for cell in cells[1:]), flush=True)


def duration(seconds):
    return f"{seconds * 1e6:.2f} us" if seconds < 1e-4 else f"{seconds * 1e3:.2f} ms" if seconds < 1 else f"{seconds:.1f} s"


def compare(title, ours, peers, problems, tolerance, gap=0.0):
    """Prints a line each; the tolerance is relative, the gap absolute. Returns whether all optima agree."""
    for _ in range(ROUNDS):
        for each in ours + peers:
            each.turn(problems)
    agree = True
    print()
    show(f"{title} ({len(problems)})", "each", "ours", "ratio", "aim", "solved", "apart")
    best = ours[0].plans
    for each in ours:
        mean = sum(plan["seconds"] for plan in each.plans) / len(each.plans)
        apart = max(abs(plan["objective"] - first["objective"]) for plan, first in zip(each.plans, best))
        show(each.name, duration(mean), "", "", each.aim, len(each.plans), f"{apart:.1g}")
    for peer in peers:
        measured = sorted(peer.seconds)
        theirs = sum(peer.seconds[i] for i in measured)
        own = sum(best[i]["seconds"] for i in measured)
        apart, solved = 0.0, 0
        for i in measured:
            if peer.optima[i] is None:
                continue
            solved += 1
            difference = peer.optima[i] - best[i]["objective"]
            size = tolerance * abs(best[i]["objective"])
            apart = max(apart, abs(difference))
            agree &= -gap - size <= difference <= best[i]["bound"] - best[i]["objective"] + size
        more = ">" if solved < len(measured) else ""
        count = len(measured)
        show(peer.name, more + duration(theirs / count), duration(own / count), f"{more}{theirs / own:,.0f}", peer.aim,
             f"{solved}/{count}", f"{apart:.1g}")
    return agree


def main():
    streambench, profile_path, folder = sys.argv[1:]
    with open(profile_path) as file:
        profiles = list(json.load(file).values())
    columns = len(profiles) + 1

    def ours(name, method, case, aim):
        return Ours(name, [streambench, "plan", method, f"{folder}/{case}.ndjson.gz", profile_path], aim)

    def programmes(case, count):
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run([streambench, "programmes", f"{folder}/{case}.ndjson.gz", profile_path, scratch], check=True)
            return [Programme(f"{scratch}/{index}.lp") for index in range(count)]

    agree = compare(
        "single step", [ours("ours, one GLPK problem kept", "step", "steps", "")],
        [Peer("PuLP+CBC, new problems", cbc_step, "1,000", first=100), Peer("HiGHS, model kept", highs_steps(columns), "20"),
         Peer("GLOP, model kept", glop_steps(columns), "5")],
        read(f"{folder}/steps.ndjson.gz", profiles), tolerance=1e-9)
    slots = read(f"{folder}/slots.ndjson.gz", profiles)
    agree &= compare(
        "24 paper steps, slots", [ours("ours, staircase", "slots", "slots", "1 ms")],
        [Peer("CP-SAT", cp_sat_slots(1)), Peer("CP-SAT, 2 threads (wall)", cp_sat_slots(2), threads=2)],
        slots, tolerance=1e-6)
    agree &= compare(
        "the same as our exported programme", [ours("ours, staircase", "slots", "slots", "1 ms")],
        [Peer("HiGHS", highs_programme(1, 0.0)), Peer("PuLP+CBC", cbc_programme(1, 0.0))],
        programmes("slots", len(slots)), tolerance=1e-6)
    for case, title, aim in [("day", "one day", "25 ms"), ("week", "seven days", "150 ms")]:
        count = len(read(f"{folder}/{case}.ndjson.gz", profiles))
        agree &= compare(
            f"{title}, gap {GAP}",
            [ours("ours, dynamic programme", "dp", case, aim),
             ours("ours, GLPK proving it again", "glpk", case, "150 ms" if case == "day" else "")],
            [Peer("HiGHS", highs_programme(1, GAP)), Peer("HiGHS, 2 threads (wall)", highs_programme(2, GAP), threads=2),
             Peer("PuLP+CBC", cbc_programme(1, GAP)), Peer("PuLP+CBC, 2 threads (wall)", cbc_programme(2, GAP), threads=2)],
            programmes(case, count), tolerance=1e-7, gap=GAP)
    print("\nall optima agree" if agree else "\nOPTIMA DISAGREE")
    sys.exit(0 if agree else 1)


main()
