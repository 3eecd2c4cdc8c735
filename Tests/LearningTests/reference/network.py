"""Makes network.txt: what PyTorch computes for small networks, for NetworkReferenceTests to compare with.

    python3 -m venv .build/venv && .build/venv/bin/pip install torch==2.13.0 numpy
    .build/venv/bin/python Tests/LearningTests/reference/network.py >Tests/LearningTests/reference/network.txt

A line is a name and its numbers. Weights are torch's own by seed; NAME.weights are its linear layers' weight [units, inputs]
and bias one after another, hidden ones first, then the output's, then the skip's weight.
"""

import torch
from torch import nn
from torch.nn import functional as F

ROWS = 37


class Net(nn.Module):
    def __init__(self, inputs, hidden, activation, heads, skip):
        super().__init__()
        widths = [inputs, *hidden]
        self.hidden = nn.ModuleList(nn.Linear(a, b) for a, b in zip(widths, widths[1:]))
        self.output = nn.Linear(widths[-1], sum(size for size, _, _ in heads))
        self.skip = nn.Linear(inputs, self.output.out_features, bias=False) if skip else None
        self.activation, self.heads = activation, heads

    def forward(self, x):
        y = x
        for layer in self.hidden:
            y = self.activation(layer(y))
        return self.output(y) + (self.skip(x) if self.skip else 0)

    def losses(self, out, target):
        losses, first = [], 0
        for size, loss, _ in self.heads:
            o, t = out[:, first:first + size], target[:, first:first + size]
            losses.append({"smooth_l1": F.smooth_l1_loss, "cross_entropy": F.cross_entropy,
                           "binary_cross_entropy": F.binary_cross_entropy_with_logits}[loss](o, t))
            first += size
        return losses

    def loss(self, out, target):
        return sum(weight * loss for (_, _, weight), loss in zip(self.heads, self.losses(out, target)))


def show(name, values):
    values = values.detach().reshape(-1).tolist() if isinstance(values, torch.Tensor) else values
    print(name, *(f"{value:.9g}" for value in values))


def flat(net, of):
    layers = [*net.hidden, net.output] + ([net.skip] if net.skip else [])
    return torch.cat([of(p).reshape(-1) for layer in layers for p in layer.parameters()])


def case(name, net, optimiser):
    x = torch.randn(ROWS, net.hidden[0].in_features) * 1.3
    parts = []
    for size, loss, _ in net.heads:
        raw = torch.randn(ROWS, size) * 2
        parts.append({"smooth_l1": raw, "cross_entropy": raw.softmax(1), "binary_cross_entropy": raw.sigmoid()}[loss])
    target = torch.cat(parts, 1)
    show(f"{name}.weights", flat(net, lambda p: p))
    show(f"{name}.features", x)
    show(f"{name}.targets", target)
    out = net(x)
    show(f"{name}.outputs", out)
    show(f"{name}.losses", [loss.item() for loss in net.losses(out, target)])
    for step in range(3):
        optimiser.zero_grad()
        net.loss(net(x), target).backward()
        if step == 0:
            show(f"{name}.gradient", flat(net, lambda p: p.grad))
        optimiser.step()
        if step != 1:
            show(f"{name}.step{step + 1}", flat(net, lambda p: p))


def schedules():
    parameter = nn.Parameter(torch.zeros(1))
    optimiser = torch.optim.AdamW([parameter], lr=0.002)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, max_lr=0.002, total_steps=47)
    rates, decays = [], []
    for step in range(47):
        group = optimiser.param_groups[0]
        rates.append(group["lr"])
        decays.append(group["betas"][0])
        optimiser.step()
        if step < 46:
            schedule.step()
    show("one_cycle.rate", rates)
    show("one_cycle.decay", decays)
    optimiser = torch.optim.Adam([parameter], lr=0.01)
    schedule = torch.optim.lr_scheduler.ReduceLROnPlateau(optimiser)
    losses = [1 / (1 + k) if k < 9 else 0.11 + 0.001 * (k % 5) for k in range(60)]
    rates = []
    for loss in losses:
        rates.append(optimiser.param_groups[0]["lr"])
        schedule.step(loss)
    show("plateau.loss", losses)
    show("plateau.rate", rates)


torch.manual_seed(4)
torch.set_num_threads(1)
silu = Net(7, [18, 9], F.silu, [(5, "smooth_l1", 1.0)], skip=True)
case("silu", silu, torch.optim.AdamW(silu.parameters(), lr=0.01, weight_decay=0.1))
relu = Net(4, [17, 12], F.relu, [(7, "cross_entropy", 1.0), (1, "binary_cross_entropy", 0.5)], skip=False)
case("relu", relu, torch.optim.Adam(relu.parameters(), lr=0.01, weight_decay=0.05))
schedules()
