"""The original study's oracle by its own rule, written from the rule's text and not from the library.

Backward over the steps on battery levels of 0.01 mWh; the actions are the models in the file's order and then none, each
without and with charging; the first best is kept; the next state's value is looked up at the exact next level rounded to
7 decimals, and is 0 where there is no such level. Forward from the initial energy by the nearest level's decision.
Run `python3 published_oracle.py > published_oracle.txt` to make the cases again: plain Python.
"""
import random

# Accuracy, seconds, mWh: as the study measured them.
MODELS = [
    (0.693, 0.00156, 1.0193704678595066), (0.819, 0.00266, 1.993935327473283), (0.900, 0.00548, 2.9540303583870333),
    (0.925, 0.00654, 3.8880972742090623), (0.935, 0.00833, 4.686591747873028), (0.954, 0.0122, 6.055224678654638),
]


def optimum(battery, charge, models, wishes, weights, shares):
    """By step and level: (model or None, whether charged)."""
    success, small, large, dirty = weights
    levels = [round(k / 100, 7) for k in range(int(battery * 100 + 1e-9) + 1)]
    outcomes = [success if a >= wishes[0] and t <= wishes[1] else -small for a, t, _ in models] + [-large]
    energies = [energy for _, _, energy in models] + [0.0]
    following, policy = {}, []
    for share in reversed(shares):
        values, best_actions = {}, {}
        for level in levels:
            for model, (outcome, energy) in enumerate(zip(outcomes, energies)):
                if energy > level:
                    continue
                for charged in (0.0, charge):
                    after = round(min(battery, level + charged - energy), 7)
                    value = outcome - dirty * (charged * (1 - share)) + following.get(after, 0.0)
                    if level not in values or value > values[level]:
                        values[level] = value
                        best_actions[level] = (model, charged > 0)
        following = values
        policy.insert(0, best_actions)
    return levels, policy


def play(battery, charge, initial, models, wishes, weights, shares):
    levels, policy = optimum(battery, charge, models, wishes, weights, shares)
    success, small, large, dirty = weights
    stored, utility, actions = initial, 0.0, []
    for share, best_actions in zip(shares, policy):
        # Two as near: the lower.
        nearest = min(levels, key=lambda level: (round(abs(level - stored), 9), level))
        model, is_charged = best_actions[nearest]
        # To 9 decimals: sums of decimals are to be decimals.
        if model < len(models) and models[model][2] > round(stored, 9):
            model = len(models)
        if model < len(models):
            accuracy, seconds, energy = models[model]
            utility += success if accuracy >= wishes[0] and seconds <= wishes[1] else -small
            stored -= energy
        else:
            utility -= large
        if is_charged:
            utility -= dirty * charge * (1 - share)
            stored = min(battery, stored + charge)
        actions.append(2 * model + is_charged)
    return actions, utility


def case(name, battery, charge, initial, models, wishes, weights, shares):
    actions, utility = play(battery, charge, initial, models, wishes, weights, shares)
    for key, numbers in [
        ("battery", [battery, charge, initial]), ("models", [x for model in models for x in model]), ("wishes", wishes),
        ("weights", weights), ("shares", shares), ("actions", actions), ("utility", [utility]),
    ]:
        print(f"{name}.{key}", *numbers)


def main():
    random.seed(5)
    shares = [round(random.uniform(0.2, 0.95), 4) for _ in range(24)]
    for i, wishes in enumerate([(0.95, 0.015), (0.819, 0.006)]):
        for j, weights in enumerate([(20.0, 5.0, 8.0, 7.0), (5.0, 7.0, 10.0, 15.0)]):
            for k, (battery, power) in enumerate([(610.0, 0.000269), (105.0, 0.001598)]):
                if battery > 105 and i + j > 0:
                    continue  # a battery that lasts the day, which is long work
                case(f"paper{i}{j}{k}", battery, power * 3600, battery, MODELS, wishes, weights, shares)
    # Energies that are levels, so that what follows counts; some that are not; prices that are exact in binary.
    for number in range(24):
        battery = random.randrange(300, 1500) / 100
        models = []
        for _ in range(random.randrange(1, 5)):
            decimals = 2 if number % 2 == 0 else random.choice([2, 2, 3, 5])
            models.append((
                random.randrange(1, 11) / 10, random.randrange(1, 11) / 1000,
                round(random.uniform(0.3, battery / 2), decimals)))
        shares = [random.randrange(65) / 64 for _ in range(random.randrange(2, 30))]
        charge = random.randrange(1, 17) / 4
        wishes = (random.randrange(1, 11) / 10, random.randrange(1, 11) / 1000)
        weights = tuple(float(random.randrange(25)) for _ in range(4))
        initial = battery if number % 3 else random.randrange(int(battery * 100)) / 100
        case(f"small{number}", battery, charge, initial, models, wishes, weights, shares)


main()
