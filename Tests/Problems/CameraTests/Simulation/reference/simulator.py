"""The camera's physics (its README.md) in exact fractions: random devices and decisions, and what comes of them, task by task.

    python3 simulator.py > simulator.ndjson

Energies are Fractions of a mWh; E is rounded up and what is there down to 10^-7 mWh, both after rounding to 10^-9.
"""
import json, random
from fractions import Fraction as F
from math import ceil, floor

MODELS = [(1.0193704678595066, .00156, .693), (1.993935327473283, .00266, .819), (2.9540303583870333, .00548, .9),
          (3.8880972742090623, .00654, .925), (4.686591747873028, .00833, .935), (6.055224678654638, .0122, .954)]
up = lambda mwh: F(ceil(F(round(mwh * 10**9), 100)), 10**7)
down = lambda mwh: F(floor(F(round(mwh * 10**9), 100)), 10**7)


def simulate(s, overheads, decisions):
    """The run of a scenario under decisions (model or -1, charge in 10^-7 mWh)."""
    switch_mwh, switch_delay, decision_mwh, standby_w = overheads
    eta, task, wishes = F(s["discharge_efficiency"]), s["task_interval_s"], (s["accuracy_req"], s["latency_req_s"])
    need = [up(F(energy) / eta) for energy, _, _ in MODELS]
    capacity, slot = down(F(s["capacity_wh"]) * 1000), down(F(s["charge_power_w"]) * task / F("3.6"))
    idle, switch = up(F(decision_mwh) / eta) + up(F(standby_w) * task / F("3.6") / eta), up(F(switch_mwh) / eta)
    stored, loaded, was_charging, levels = down(F(s["initial_wh"]) * 1000), -1, False, []
    successes = small_misses = large_misses = switches = starts = 0
    used_sum = overhead = charged = lost = dirty = carbon = F(0)
    for index, (model, charge) in enumerate(decisions):
        interval = index * task // s["interval_s"]
        levels.append(stored)
        used = extra = min(idle, stored)
        loaded = loaded if used == idle else -1
        loading = switch if model != loaded else 0
        if model >= 0 and need[model] + loading <= stored - used:
            late = MODELS[model][1] + (switch_delay if model != loaded else 0) > wishes[1]
            switches, loaded = switches + (model != loaded), model
            used, extra = used + need[model] + loading, extra + loading
            missed = late or MODELS[model][2] < wishes[0]
            successes, small_misses = successes + (not missed), small_misses + missed
        else:
            large_misses += 1
        offered = slot if s["charging"] == "slots" and charge > 0 else max(F(0), min(slot, F(charge, 10**7)))
        entered = min(offered, capacity - (stored - used))
        stored = stored - used + entered
        drawn = offered if s["charging"] == "slots" else entered
        starts, was_charging = starts + (drawn > 0 and not was_charging), drawn > 0
        used_sum, overhead, charged, lost = used_sum + used, overhead + extra, charged + drawn, lost + drawn - entered
        dirty += drawn / F(s["charge_efficiency"]) * (1 - F(s["carbon_free"][interval]))
        carbon += drawn / F(s["charge_efficiency"]) / 10**6 * F(s["carbon_g_per_kwh"][interval])
        assert 0 <= stored <= capacity
    reward = (F(s["success_weight"]) * successes - F(s["small_miss_weight"]) * small_misses
              - F(s["large_miss_weight"]) * large_misses - F(s["dirty_mwh_weight"]) * dirty)
    return {"levels": [int(level * 10**7) for level in levels + [stored]],
            "energies": [int(energy * 10**7) for energy in (used_sum, overhead, charged, lost)],
            "counts": [successes, small_misses, large_misses, switches, starts],
            "figures": [float(dirty), float(carbon), float(reward)]}


def draw(r):
    s = {"kind": "scenario", "id": "random", "problem": "camera", "location": "X", "zone": "X", "longitude": 0,
         "season": "winter", "start": "2024-01-01T00:00:00Z", "interval_s": 300, "task_interval_s": r.choice([5, 20, 60, 300])}
    s |= {"charging": r.choice(["continuous", "slots"]), "capacity_wh": r.uniform(.002, .06), "charge_power_w": r.uniform(0, 8),
          "charge_efficiency": r.uniform(.7, 1), "discharge_efficiency": r.uniform(.7, 1), "accuracy_req": r.uniform(.6, .93),
          "latency_req_s": r.uniform(.002, .012)}
    s |= {name + "_weight": r.uniform(0, 20) for name in ("success", "small_miss", "large_miss", "dirty_mwh")}
    s["initial_wh"] = s["capacity_wh"] * r.random()
    s["carbon_free"] = [r.random() for _ in range(r.randint(1, 80) * s["task_interval_s"] // 300 + 1)]
    s["carbon_g_per_kwh"] = [r.uniform(0, 800) for _ in s["carbon_free"]]
    s["horizon_s"] = 300 * len(s["carbon_free"])
    overheads = [r.uniform(0, most) for most in (.5, .01, .1, .02)] if r.random() < .5 else [0.0] * 4
    slot, full, hold, model, decisions = int(s["charge_power_w"] * s["task_interval_s"] / 3.6 * 10**7), r.random(), r.random(), -1, []
    for _ in range(s["horizon_s"] // s["task_interval_s"]):
        model = model if r.random() < hold else r.randint(-1, 5)
        decisions.append((model, slot if r.random() < full else r.randint(-5, slot + 5)))
    return s, overheads, decisions


if __name__ == "__main__":
    generator = random.Random(5)
    for _ in range(60):
        scenario, overheads, decisions = draw(generator)
        models, charges = zip(*decisions)
        print(json.dumps({"scenario": scenario, "overheads": overheads, "models": models, "charges": charges}
                         | simulate(scenario, overheads, decisions), separators=(",", ":")))
