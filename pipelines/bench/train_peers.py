"""PyTorch and scikit-learn on the rows of `trainnet`, in turns with ours.

usage: train_peers.py STREAMBENCH SERIES      SERIES is a grid stream of scengen --series

Both train the same network on the same rows for the same epochs at the same batch: rows as tensors, shuffled and sliced (no
DataLoader), the optimiser fused. Processor time counts, the least of the rounds; and the validation loss at the end, which
must lie among those of PyTorch's seeds.
"""

import json
import subprocess
import sys
import time

import numpy
import torch
from sklearn.linear_model import Ridge
from torch import nn
from torch.nn import functional as F

BATCH, EPOCHS, SEEDS, ROUNDS = 512, 20, 20, 3


class Forecast(nn.Module):
    rate, decay = 0.001, 0.01

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(54, 48), nn.SiLU(), nn.Linear(48, 48), nn.SiLU(), nn.Linear(48, 30))
        self.skip = nn.Linear(54, 30, bias=False)
        nn.init.zeros_(self.skip.weight)

    def forward(self, x):
        return self.layers(x) + self.skip(x)

    def loss(self, out, target):
        return F.smooth_l1_loss(out, target)


class Policy(nn.Module):
    rate, decay = 0.001, None

    def __init__(self):
        super().__init__()
        shared = []
        for inputs, units in [(4, 64), (64, 32), (32, 16)]:
            shared += [nn.Linear(inputs, units), nn.ReLU(), nn.Dropout(0.2)]
        self.shared, self.model, self.charge = nn.Sequential(*shared), nn.Linear(16, 7), nn.Linear(16, 1)

    def forward(self, x):
        y = self.shared(x)
        return self.model(y), self.charge(y)

    def loss(self, out, target):
        return F.cross_entropy(out[0], target[:, :7]) + F.binary_cross_entropy_with_logits(out[1], target[:, 7:])


def rows(streambench, name, series):
    data = subprocess.run([streambench, "examples", name, series], check=True, capture_output=True).stdout
    inputs, outputs, training, validation = numpy.frombuffer(data, numpy.int32, 4)
    numbers, parts = numpy.frombuffer(data, numpy.float32, offset=16), []
    for count, width in [(training, inputs), (training, outputs), (validation, inputs), (validation, outputs)]:
        parts.append(torch.from_numpy(numbers[:count * width].reshape(count, width).copy()))
        numbers = numbers[count * width:]
    return parts


def pytorch(kind, data, seed, threads):
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    x, y, judged_x, judged_y = data
    net = kind()
    steps = EPOCHS * -(-len(x) // BATCH)
    schedule = None
    if kind.decay is None:
        optimiser = torch.optim.Adam(net.parameters(), lr=kind.rate, fused=True)
    else:
        optimiser = torch.optim.AdamW(net.parameters(), lr=kind.rate, weight_decay=kind.decay, fused=True)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=kind.rate, total_steps=steps)
    cpu, wall, done = time.process_time(), time.monotonic(), 0
    for _ in range(EPOCHS):
        net.train()
        order = torch.randperm(len(x))
        shuffled_x, shuffled_y = x[order], y[order]
        for first in range(0, len(x), BATCH):
            optimiser.zero_grad()
            net.loss(net(shuffled_x[first:first + BATCH]), shuffled_y[first:first + BATCH]).backward()
            optimiser.step()
            done += 1
            if schedule and done < steps:
                schedule.step()
        net.eval()
        with torch.no_grad():
            loss = net.loss(net(judged_x), judged_y).item()
    return {"cpu": time.process_time() - cpu, "wall": time.monotonic() - wall, "loss": loss}


def main():
    streambench, series = sys.argv[1:]

    def ours(*arguments):
        run = subprocess.run([streambench, *map(str, arguments)], check=True, capture_output=True)
        return json.loads(run.stdout)

    print(f"\ntrainnet: {EPOCHS} epochs, batch {BATCH}")
    print(f"{'':<36}{'epochs/CPU s':>14}{'ratio':>8}{'wall s':>9}{'loss':>10}")
    within = True
    for name, kind in [("forecast", Forecast), ("policy", Policy)]:
        data = rows(streambench, name, series)
        spread = [pytorch(kind, data, seed, 1)["loss"] for seed in range(SEEDS)]
        spread_of_ours = [ours("train", name, series, 1, EPOCHS, seed)["loss"] for seed in range(SEEDS)]
        runs = {}
        for _ in range(ROUNDS):
            for threads in (1, 2):
                runs.setdefault(("ours", threads), []).append(ours("train", name, series, threads, EPOCHS, 1))
                runs.setdefault(("PyTorch", threads), []).append(pytorch(kind, data, 1, threads))
        best = {key: min(run["cpu"] for run in several) for key, several in runs.items()}
        for (who, threads), several in runs.items():
            wall = min(run["wall"] for run in several)
            print(f"{name + ', ' + who + f', {threads} thread' + 's' * (threads > 1):<36}"
                  f"{EPOCHS / best[who, threads]:>14,.1f}{best[who, threads] / best['ours', 1]:>8.2f}{wall:>9.3f}"
                  f"{several[0]['loss']:>10.5f}")
        mean = sum(spread_of_ours) / SEEDS
        inside = min(spread) <= mean <= max(spread)
        within &= inside
        print(f"  loss by seed: PyTorch {min(spread):.5f}..{max(spread):.5f}, ours {min(spread_of_ours):.5f}.."
              f"{max(spread_of_ours):.5f}, mean {mean:.5f}{'' if inside else '  OUTSIDE'}")
        if name == "forecast":
            features, targets = (numpy.concatenate([a, b]) for a, b in ((data[0], data[2]), (data[1], data[3])))
            times = []
            for _ in range(5):
                start = time.process_time()
                Ridge(alpha=200, solver="cholesky").fit(features, targets)
                times.append(time.process_time() - start)
            own = ours("ridge", series)["cpu"]
            print(f"  ridge: scikit-learn {min(times) * 1e3:.1f} ms on ready features, ours {own * 1e3:.1f} ms with making them")
    sys.exit(0 if within else 1)


main()
