"""Cycles of random levels, counted by the package rainflow 3.2.0 (PyPI), an independent reading of ASTM E1049-85.

    python3 cycles.py > cycles.txt

A line: the capacity, how many levels, the levels, and cycles by tenths of the capacity. The package passes over a series
of two levels, so there is none here.
"""
import random

import rainflow

generator = random.Random(3)
for case in range(200):
    capacity = generator.choice([10, 100, 6100000])
    step = generator.choice([1, capacity // 5 or 1, capacity])
    levels = [generator.randint(0, capacity)]
    for _ in range(generator.choice([0, 2, 5, 30, 120])):
        levels.append(min(max(levels[-1] + generator.randint(-step, step), 0), capacity))
    cycles = [0.0] * 10
    for depth, _, count, _, _ in rainflow.extract_cycles(levels):
        if depth > 0:
            cycles[min(int(depth * 10 // capacity), 9)] += count
    print(capacity, len(levels), *levels, *cycles)
