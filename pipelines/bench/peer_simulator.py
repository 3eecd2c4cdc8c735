"""The camera's simulator for numba or plain Python: the same rules on the same integers as ours (README.md of the camera).

Written once, as functions on arrays or lists. `build` compiles each of them (numba.njit) or leaves it as it is (as_it_is),
for Python itself. What they need to remember is in `memory`, which is numba's arrays or Python's lists.
"""

import math
from typing import NamedTuple

import numba
import numpy

NONE = -1  # no model


def as_it_is(function):
    return function


# ---- What is run, in units of 1e-7 mWh

class Camera(NamedTuple):
    """What our Setup knows of a scenario."""
    capacity: int
    charge: int
    initial: int
    tasks_per_interval: int
    success: int
    cheapest: int
    success_energy: int
    cheapest_energy: int
    success_gain: float  # against running nothing
    cheapest_gain: float
    dirty_weight: float
    charge_efficiency: float

    def price(self, dirty):
        """Of a unit of energy, while a share of the grid is dirty."""
        return self.dirty_weight * dirty / self.charge_efficiency * 1e-7


class Scenario:
    def __init__(self, record, models):
        def up(mwh): return -(math.floor(mwh * 1e9 + 0.5) // -100)
        def down(mwh): return math.floor(mwh * 1e9 + 0.5) // 100
        self.record, self.models = record, models
        self.energy = [up(m["energy_per_inference_mwh"] / record["discharge_efficiency"]) for m in models.values()]
        self.accuracy = [m["accuracy"] for m in models.values()]
        self.meets = [m["accuracy"] >= record["accuracy_req"]
                      and m["avg_inference_time_seconds"] <= record["latency_req_s"] for m in models.values()]
        self.order = sorted(range(len(models)), key=lambda m: (self.energy[m], -self.accuracy[m]))
        success, cheapest = next(m for m in self.order if self.meets[m]), self.order[0]

        def gain(m):
            return (record["success_weight"] if self.meets[m] else -record["small_miss_weight"]) + record["large_miss_weight"]
        self.camera = Camera(
            down(record["capacity_wh"] * 1000), down(record["charge_power_w"] * record["task_interval_s"] / 3.6),
            down(record["initial_wh"] * 1000), record["interval_s"] // record["task_interval_s"],
            success, cheapest, self.energy[success], self.energy[cheapest], gain(success), gain(cheapest),
            record["dirty_mwh_weight"], record["charge_efficiency"])
        self.intervals = record["horizon_s"] // record["interval_s"]
        self.ladder = sorted(self.energy)
        self.past, self.clean = record["history"], record["carbon_free"][:self.intervals]
        self.grams = record["carbon_g_per_kwh"][:self.intervals]
        self.tasks = self.intervals * self.camera.tasks_per_interval
        self.series = [self.energy, self.ladder, self.past, self.clean, self.grams]



# ---- The engine


def engine(observe, decide, build):
    """A run: energy charged, dirty mWh and mWh g/kWh charged, energy left, least and summed over tasks, charge starts, models
    loaded; in `counts` tasks by models affordable and model run, in `halves` half cycles by depth, which are found with the
    room of `turns`. `observe` sees a carbon-free share, `decide` what it made of it."""

    def turn(turns, opened, level, halves, capacity):
        """Rainflow counting (ASTM E1049-85, 5.4.4): the turning points still open, after one more."""
        turns[opened] = level
        opened += 1
        while opened >= 3:
            cycle = abs(turns[opened - 2] - turns[opened - 3])
            if abs(turns[opened - 1] - turns[opened - 2]) < cycle:
                break
            place = min(cycle * 10 // capacity, 9)
            if opened == 3:
                halves[place] += 1
                turns[0], turns[1] = turns[1], turns[2]
                opened = 2
            else:
                halves[place] += 2
                turns[opened - 3] = turns[opened - 1]
                opened -= 2
        return opened

    turn = build(turn)

    def run(camera, memory, counts, halves, turns, energy, ladder, past, clean, grams):
        models, columns = len(energy), len(energy) + 1
        for share in past:
            observe(camera, memory, share)
        stored = least = turns[0] = camera.initial
        stored_sum = charged_sum = starts = switches = 0
        dirty_charged = carbon_charged = 0.0
        was_charging = was_rising = has_moved = False
        loaded, opened = NONE, 1
        for interval in range(len(clean)):
            told = observe(camera, memory, clean[interval])
            charged = 0
            for _ in range(camera.tasks_per_interval):
                model, offered = decide(camera, memory, told, stored)
                affordable = models
                while affordable > 0 and stored < ladder[affordable - 1]:
                    affordable -= 1
                used = 0
                if model >= 0 and energy[model] <= stored:
                    used = energy[model]
                    if model != loaded:
                        loaded = model
                        switches += 1
                else:
                    model = NONE
                rest = stored - used
                entered = min(offered, camera.capacity - rest)
                counts[affordable * columns + model + 1] += 1
                stored_sum += stored
                charged += entered
                if entered > 0 and not was_charging:
                    starts += 1
                was_charging = entered > 0
                if entered != used:
                    rises = entered > used
                    if rises != was_rising:
                        if has_moved:
                            opened = turn(turns, opened, stored, halves, camera.capacity)
                        was_rising = rises
                    has_moved = True
                stored = rest + entered
                if stored < least:
                    least = stored
            charged_sum += charged
            dirty_charged += charged / 1e7 * (1 - clean[interval])
            carbon_charged += charged / 1e7 * grams[interval]
        if has_moved:
            opened = turn(turns, opened, stored, halves, camera.capacity)
        for place in range(opened - 1):
            halves[min(abs(turns[place + 1] - turns[place]) * 10 // camera.capacity, 9)] += 1
        return charged_sum, dirty_charged, carbon_charged, stored, least, stored_sum, starts, switches

    return build(run)


def recorded(controller):
    """The controller, which also notes what it saw and said."""

    def build_controller(build, array, *inputs):
        memory_of, observe, decide = controller(build, array, *inputs)

        def observe_too(camera, memory, share):
            return observe(camera, memory[0], share)

        def decide_and_note(camera, memory, told, stored):
            decision = decide(camera, memory[0], told, stored)
            place = memory[2][0]
            memory[2][0] = place + 1
            memory[1][0, place], memory[1][1, place], memory[1][2, place] = stored, decision[0], decision[1]
            return decision

        def memory(scenario):
            return memory_of(scenario), numpy.zeros((3, scenario.tasks), numpy.int64), array([0])

        return memory, build(observe_too), build(decide_and_note)

    return build_controller


# ---- Controllers: what each remembers, and its two functions

def naive(build, array):
    def observe(camera, memory, share):
        return 0

    def decide(camera, memory, told, stored):
        if stored >= camera.success_energy:
            return camera.success, 0
        return camera.cheapest, camera.charge

    return lambda scenario: array([0]), build(observe), build(decide)


def threshold(build, array):
    """Charges below a quantile of the last day's dirty shares, which are kept in order of age and of size."""
    quantile, floor = 0.3, 0.04

    def rank(values, count, value):
        low, high = 0, count
        while low < high:
            middle = (low + high) // 2
            if values[middle] < value:
                low = middle + 1
            else:
                high = middle
        return low

    rank = build(rank)
    price_of = build(Camera.price)

    def observe(camera, memory, share):
        dirty = 1 - share
        recent, ordered, state = memory
        size, count, following = len(recent), state[0], state[1]
        if count == size:
            for i in range(rank(ordered, count, recent[following]), count - 1):
                ordered[i] = ordered[i + 1]
            count -= 1
        place = rank(ordered, count, dirty)
        for i in range(count, place, -1):
            ordered[i] = ordered[i - 1]
        ordered[place] = recent[following] = dirty
        count += 1
        state[0], state[1] = count, (following + 1) % size
        if price_of(camera, dirty) >= max(camera.success_gain / camera.success_energy,
                                          camera.cheapest_gain / camera.cheapest_energy):
            return 0
        position = quantile * (count - 1)
        below = int(position)
        above = min(below + 1, count - 1)
        if dirty <= ordered[below] + (position - below) * (ordered[above] - ordered[below]):
            return camera.capacity + 1
        return int(camera.capacity * floor)

    def decide(camera, memory, told, stored):
        model = NONE
        if stored >= camera.success_energy:
            model = camera.success
        elif stored >= camera.cheapest_energy and camera.cheapest_gain > 0:
            model = camera.cheapest
        return model, camera.charge if stored < told else 0

    def memory(scenario):
        day = 86_400 // scenario.record["interval_s"]
        return array([0.0] * day), array([0.0] * day), array([0, 0])

    return memory, build(observe), build(decide)


def policy(build, array, network):
    """Imitates plans by a network, and charges before it starves; a decision stands while neither battery nor grid changes.

    numba gets the layers as loops of dot products that may be added up in any order, twice as quick as its np.dot and a
    quarter quicker than loops in our order; Python gets them as NumPy's products."""
    header, layers = network
    assert header["features"] == ["battery", "carbon_free", "accuracy_req", "latency_req_s"] and len(layers) == 8
    means, scales = tuple(header["feature_means"]), tuple(header["feature_scales"])
    weights, biases = [numpy.array(w, numpy.float32) for w in layers[::2]], [numpy.array(b, numpy.float32) for b in layers[1::2]]
    zero = numpy.float32(0)

    def layer(weights, biases, x, y, rectified):
        for j in range(weights.shape[0]):
            total = zero
            for i in range(weights.shape[1]):
                total += x[i] * weights[j, i]
            total += biases[j]
            y[j] = max(total, zero) if rectified else total

    def layer_by_numpy(weights, biases, x, y, rectified):
        y[:] = weights @ x + biases
        if rectified:
            numpy.maximum(y, 0, out=y)

    layer = layer_by_numpy if build is as_it_is else numba.njit(fastmath=True)(layer)
    price_of = build(Camera.price)

    def observe(camera, memory, share):
        state, values = memory[0], memory[1]
        values[0][1] = (share - means[1]) / scales[1]
        state[0] = -1
        price = price_of(camera, 1 - share)
        best = max(0, camera.cheapest_gain - price * camera.cheapest_energy)
        if camera.success_gain - price * camera.success_energy > best:
            return camera.success_energy
        return camera.cheapest_energy if best > 0 else 0

    def decide(camera, memory, told, stored):
        state, (x, y1, y2, y3, y4), (w1, w2, w3, w4), (b1, b2, b3, b4), energy = memory
        if stored != state[0]:
            x[0] = (stored / camera.capacity - means[0]) / scales[0]
            layer(w1, b1, x, y1, True)
            layer(w2, b2, y1, y2, True)
            layer(w3, b3, y2, y3, True)
            layer(w4, b4, y3, y4, False)
            model = 0
            for i in range(1, len(y4) - 1):
                if y4[i] > y4[model]:
                    model = i
            state[0], state[1], state[2] = stored, model if model < len(y4) - 2 else NONE, y4[-1] > 0
        model, charge = state[1], state[2] != 0
        if not charge:
            rest = stored
            if model >= 0 and energy[model] <= stored:
                rest -= energy[model]
            charge = rest < told
        return model, camera.charge if charge else 0

    def memory(scenario):
        wish = [scenario.record["accuracy_req"], scenario.record["latency_req_s"]]
        x = [0, 0] + [(w - m) / s for w, m, s in zip(wish, means[2:], scales[2:])]
        values = [numpy.array(x, numpy.float32)] + [numpy.zeros(len(b), numpy.float32) for b in biases]
        return array([0, 0, 0]), tuple(values), tuple(weights), tuple(biases), array(scenario.energy)

    return memory, build(observe), build(decide)
