"""Features, targets, ridge weights and errors of the learned forecast (README.md of Forecasting) by NumPy, from the definitions.

Independent of the library: whole series at once, lags looked up by time with searchsorted, ridge as a least squares
problem with the penalty as extra rows. Run `python3 forecast.py > forecast.txt` to make the values again.
"""
import datetime as dt
import numpy as np

HALF_HOURS = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 36, 42, 48]
PENALTY = 200.0
HOUR = 3600


def synthetic(seed, start, days, step, longitude):
    """Sun, wind and a weekly load, autocorrelated, to four digits as in published data."""
    rng = np.random.default_rng(seed)
    t = start + step * np.arange(days * 86400 // step)
    solar = np.maximum(0, np.cos(2 * np.pi * ((t + 240 * longitude) / 86400 - 0.5)))
    noise = np.zeros(len(t))
    keep = 0.97 ** (step / HOUR)
    for i in range(1, len(t)):
        noise[i] = keep * noise[i - 1] + rng.normal() * 0.06 * np.sqrt(1 - keep**2)
    week = 0.04 * np.cos(2 * np.pi * t / (7 * 86400))
    return t, np.round(np.clip(0.4 + 0.3 * solar * (1 + noise) + noise + week, 0, 1), 4)


class Zone:
    def __init__(self, t, carbon_free, longitude):
        # A history remembers single precision; targets are the data's own.
        self.t, self.longitude = t, longitude
        self.dirty, self.truth = 1 - carbon_free.astype(np.float32).astype(float), 1 - carbon_free

    def at(self, time):
        """The value held at a time: that of the last interval begun."""
        return self.dirty[np.searchsorted(self.t, np.asarray(time), side="right") - 1]

    def true(self, time):
        return self.truth[np.searchsorted(self.t, np.asarray(time), side="right") - 1]

    def features(self, now):
        t = self.t[np.searchsorted(self.t, now, side="right") - 1]
        d = self.at(t)
        week, day = self.at(t - HOUR * np.arange(168)), self.at(t - HOUR * np.arange(24))
        lags = self.at(t - HOUR * np.arange(1, 25))
        sigma = max(0.01, week.std())
        shape = lambda half_hours: self.at(t + 1800 * half_hours - 86400 * np.arange(1, 8))
        p = {h: shape(h).mean() for h in [0] + HALF_HOURS}
        y = {h: shape(h)[0] for h in [0] + HALF_HOURS}
        differences = [lags.min() - d, lags.mean() - d, lags.max() - d, week.mean() - d, p[0] - d, y[0] - d]
        differences += [p[h] - p[0] for h in HALF_HOURS] + [y[h] - y[0] for h in HALF_HOURS]
        differences += [d - self.at(t - h * HOUR) for h in (1, 2, 3, 4, 6, 12)]
        local = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=int(t) + round(240 * self.longitude))
        hour = 2 * np.pi * (local.hour * 3600 + local.minute * 60 + local.second) / 86400
        year = 2 * np.pi * (local.timetuple().tm_yday - 1) / 365.25
        clock = [f(a) for a in (hour, 2 * hour, year) for f in (np.sin, np.cos)]
        rank = ((lags < d).sum() + 0.5 * (lags == d).sum()) / 24
        return np.concatenate([
            np.clip(np.array(differences) / sigma, -6, 6), clock,
            [float(local.weekday() >= 5), rank, day.std() / sigma, np.log(sigma)]]), sigma

    def targets(self, t, sigma):
        return np.clip((self.true(t + HOUR * np.arange(1, 31)) - self.at(t)) / sigma, -8, 8)

    def hours(self):
        return [t for t in self.t if t % HOUR == 0 and t >= self.t[0] + 7 * 86400 and t + 30 * HOUR <= self.t[-1]]


def out(name, values):
    print(name, *(repr(float(v)) for v in np.ravel(values)))


def main():
    places = {"hourly": (11, 1_679_702_400, 44, 3600, -121.5), "quarterly": (12, 1_709_078_400, 20, 900, 77.25)}
    zones = {}
    for name, (seed, start, days, step, longitude) in places.items():
        t, share = synthetic(seed, start, days, step, longitude)
        zones[name] = Zone(t, share, longitude)
        out(f"{name}.series", share)
        out(f"{name}.place", [start, step, longitude])
        times = t[0] + 7 * 86400 + np.array([0, 1000, 25_300, 90_000, 260_100, 86400 * 5 + 12_345])
        out(f"{name}.times", times)
        out(f"{name}.features", [zones[name].features(now)[0] for now in times])

    rows, wanted = [], []
    for zone in zones.values():
        for t in zone.hours():
            x, sigma = zone.features(t)
            rows.append(x)
            wanted.append(zone.targets(t, sigma))
    x, y = np.array(rows), np.array(wanted)
    mean, scale = x.mean(0), x.std(0)
    z = (x - mean) / scale
    bias = y.mean(0)
    weights = np.linalg.lstsq(
        np.vstack([z, np.sqrt(PENALTY) * np.eye(z.shape[1])]),
        np.vstack([y - bias, np.zeros((z.shape[1], y.shape[1]))]), rcond=None)[0].T
    leads = [1, 6, 24, 30]
    out("rows", [len(x)])
    out("mean", mean)
    out("scale", scale)
    out("leads", leads)
    out("bias", bias[[l - 1 for l in leads]])
    out("weights", weights[[l - 1 for l in leads]])

    # Errors on the zone itself, of the model, of no change and of ar, in shares.
    zone = zones["quarterly"]
    errors = []
    for t in zone.hours():
        f, sigma = zone.features(t)
        d, truth = zone.at(t), zone.true(t + HOUR * np.arange(1, 31))
        learned = np.clip(d + sigma * (weights @ ((f - mean) / scale) + bias), 0, 1)
        p = np.array([np.mean([zone.at(t + l * HOUR - 86400 * (j + (l > 24))) for j in range(1, 8)]) for l in range(31)])
        ar = np.clip(p[1:] + 0.95 ** np.arange(1, 31) * (d - p[0]), 0, 1)
        errors.append([learned - truth, d - truth, ar - truth, (learned - truth) / sigma])
    out("errors", np.sqrt((np.array(errors) ** 2).mean(0))[:, [l - 1 for l in leads]])


main()
