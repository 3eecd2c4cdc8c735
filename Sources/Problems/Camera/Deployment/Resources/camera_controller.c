/* See camera_controller.h. Loops and sums are in the order of the suite's Swift, so that results are the same bits. */
#include "camera_controller.h"

#include <math.h>
#include <string.h>

/* Of one model: energy from the battery [1e-7 mWh], accuracy, latency [s]. */
struct model {
  int64_t energy;
  double accuracy, latency_s;
};

@TABLES@
typedef char state_fits_32_kB[sizeof(struct camera_controller) <= 32768 ? 1 : -1];

enum { HOUR = 3600, DAY = 86400, HALF_HOUR = 1800, WINDOW = 337, PLAN_HALF_HOURS = 48, STEPS = PLAN_HALF_HOURS / CAMERA_HALF_HOURS_PER_STEP };

static const double UNIT_MWH = 1 / 1e7;
static const double PI = 3.14159265358979323846;

static double milliwatt_hours(int64_t units) { return (double)units / 1e7; }
static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }
static double clipped(double x, double limit) { return x < -limit ? -limit : x > limit ? limit : x; }
static double share(double x) { return x < 0 ? 0 : x > 1 ? 1 : x; }

/* Division rounding down. */
static int64_t floored(int64_t a, int64_t b) { return a / b - (a % b < 0); }

/* ---- History: the last days' shares, each holding until the next ---- */

static int64_t interval_number(const struct camera_controller *c, int64_t time) {
  return floored(time - c->origin, CAMERA_INTERVAL_S);
}

static int64_t oldest(const struct camera_controller *c) {
  return c->origin + (c->newest - c->count + 1) * CAMERA_INTERVAL_S;
}

/* The share `behind` intervals before the newest; beyond the ends, the share there. */
static double dirty_behind(const struct camera_controller *c, int64_t behind) {
  int64_t position = c->slot - least(most(0, behind), c->count - 1);
  return 1 - (double)c->ring[position < 0 ? position + CAMERA_RING : position];
}

static void restart_history(struct camera_controller *c, float value, int64_t time) {
  c->origin = c->observed = time;
  c->newest = 0;
  c->slot = 0;
  c->count = 1;
  c->has_changed_inside_hour = false;
  c->ring[0] = value;
}

static void record_share(struct camera_controller *c, double carbon_free, int64_t time) {
  float value = (float)carbon_free, previous;
  int64_t index;
  if (c->count == 0) {
    restart_history(c, value, time);
    return;
  }
  index = interval_number(c, time);
  if (index < c->newest) return;
  if (index - c->newest >= CAMERA_RING) {
    restart_history(c, value, time);
    return;
  }
  previous = c->ring[c->slot];
  while (c->newest < index) {
    c->newest += 1;
    c->slot = c->slot + 1 == CAMERA_RING ? 0 : c->slot + 1;
    c->ring[c->slot] = previous;
    if (c->count < CAMERA_RING) c->count += 1;
  }
  c->ring[c->slot] = value;
  if (value != previous && floored(time, HOUR) == floored(c->observed, HOUR)) {
    c->changed_inside_hour = time;
    c->has_changed_inside_hour = true;
  }
  c->observed = time;
}

/* Forgets the shares of intervals that begin after a time. */
static void forget_after(struct camera_controller *c, int64_t time) {
  int64_t excess, start;
  if (c->count == 0) return;
  excess = c->newest - interval_number(c, time);
  if (excess <= 0) return;
  if (excess >= c->count) {
    c->count = 0;
    c->has_changed_inside_hour = false;
    return;
  }
  c->slot -= (int32_t)excess;
  if (c->slot < 0) c->slot += CAMERA_RING;
  c->newest -= excess;
  c->count -= (int32_t)excess;
  start = c->origin + c->newest * CAMERA_INTERVAL_S;
  c->observed = least(c->observed, start);
  c->changed_inside_hour = least(c->changed_inside_hour, c->observed);
}

/* ---- Window: the 7 days before a moment on a half-hour grid, and the features of that moment ---- */

struct window {
  int64_t anchor; /* when the present share began to hold */
  bool is_held_hourly;
  double dirty[WINDOW];
  double profile[49];
};

static void read_dirty(const struct camera_controller *c, struct window *w) {
  const int64_t stride = HALF_HOUR / CAMERA_INTERVAL_S, stride_rest = HALF_HOUR % CAMERA_INTERVAL_S;
  int64_t behind = c->newest - interval_number(c, w->anchor);
  int64_t rest = w->anchor - c->origin + (behind - c->newest) * CAMERA_INTERVAL_S;
  int i;
  for (i = 0; i < WINDOW; i++) {
    w->dirty[i] = behind >= c->count && i >= 48 ? w->dirty[i - 48] : dirty_behind(c, behind);
    behind += stride;
    rest -= stride_rest;
    if (rest < 0) {
      rest += CAMERA_INTERVAL_S;
      behind += 1;
    }
  }
}

/* False where nothing is known of that time yet. */
static bool make_window(const struct camera_controller *c, int64_t time, struct window *w) {
  int day, lead;
  if (c->count == 0 || time < oldest(c)) return false;
  w->is_held_hourly =
    CAMERA_INTERVAL_S >= HOUR || !c->has_changed_inside_hour || time - c->changed_inside_hour > 7 * DAY;
  w->anchor = CAMERA_INTERVAL_S < HOUR && w->is_held_hourly
                ? floored(time, HOUR) * HOUR
                : c->origin + interval_number(c, time) * CAMERA_INTERVAL_S;
  read_dirty(c, w);
  for (lead = 0; lead <= 48; lead++) w->profile[lead] = 0;
  for (day = 1; day <= 7; day++) {
    for (lead = 0; lead <= 48; lead++) w->profile[lead] += w->dirty[48 * day - lead];
  }
  for (lead = 0; lead <= 48; lead++) w->profile[lead] /= 7;
  return true;
}

/* Mean and standard deviation of the last hourly values, the present one included. */
static void moments(const struct window *w, int hours, double *mean, double *deviation) {
  double sum = 0, squares = 0;
  int hour;
  for (hour = 0; hour < hours; hour++) sum += w->dirty[2 * hour];
  *mean = sum / (double)hours;
  for (hour = 0; hour < hours; hour++) {
    double difference = w->dirty[2 * hour] - *mean;
    squares += difference * difference;
  }
  *deviation = sqrt(squares / (double)hours);
}

/* Days since 1970-01-01 of 1 January of a day's year (H. Hinnant, chrono-compatible low-level date algorithms). */
static int64_t year_start(int64_t days) {
  int64_t z = days + 719468, era = floored(z, 146097), day_of_era = z - era * 146097;
  int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t month = (5 * day_of_year + 2) / 153;
  int64_t year = year_of_era + era * 400 + (month >= 10) - 1; /* years begin in March here: January is of the one before */
  int64_t era_of_year = floored(year, 400), rest = year - era_of_year * 400;
  return era_of_year * 146097 + rest * 365 + rest / 4 - rest / 100 + 306 - 719468;
}

/* The 54 features, not yet standardised; returns sigma. */
static double make_features(const struct window *w, double *out) {
  static const int leads[16] = {1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32, 36, 42, 48};
  static const int change_hours[6] = {1, 2, 3, 4, 6, 12};
  const double present = w->dirty[0], profile = w->profile[0], yesterday = w->dirty[48];
  double week_mean, week_deviation, day_mean, day_deviation, sigma, scale;
  double lowest = INFINITY, sum = 0, highest = -INFINITY, rank = 0, hour_angle, year_angle;
  int64_t local, days, second;
  int hour, i, n = 0;
  moments(w, 168, &week_mean, &week_deviation);
  moments(w, 24, &day_mean, &day_deviation);
  sigma = week_deviation > 0.01 ? week_deviation : 0.01;
  scale = 1 / sigma;
  for (hour = 1; hour <= 24; hour++) {
    double value = w->dirty[2 * hour];
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    sum += value;
    rank += value < present ? 1 : value == present ? 0.5 : 0;
  }
  out[n++] = clipped((lowest - present) * scale, 6);
  out[n++] = clipped((sum / 24 - present) * scale, 6);
  out[n++] = clipped((highest - present) * scale, 6);
  out[n++] = clipped((week_mean - present) * scale, 6);
  out[n++] = clipped((profile - present) * scale, 6);
  out[n++] = clipped((yesterday - present) * scale, 6);
  for (i = 0; i < 16; i++) out[n++] = clipped((w->profile[leads[i]] - profile) * scale, 6);
  for (i = 0; i < 16; i++) out[n++] = clipped((w->dirty[48 - leads[i]] - yesterday) * scale, 6);
  for (i = 0; i < 6; i++) out[n++] = clipped((present - w->dirty[2 * change_hours[i]]) * scale, 6);
  local = w->anchor + CAMERA_SOLAR_OFFSET_S;
  days = floored(local, DAY);
  second = local - days * DAY;
  hour_angle = 2 * PI * (double)second / (double)DAY;
  year_angle = 2 * PI * (double)(days - year_start(days)) / 365.25;
  out[n++] = sin(hour_angle);
  out[n++] = cos(hour_angle);
  out[n++] = sin(2 * hour_angle);
  out[n++] = cos(2 * hour_angle);
  out[n++] = sin(year_angle);
  out[n++] = cos(year_angle);
  out[n++] = days + 3 - floored(days + 3, 7) * 7 >= 5 ? 1 : 0;
  out[n++] = rank / 24;
  out[n++] = day_deviation * scale;
  out[n++] = log(sigma);
  return sigma;
}

/* ---- Forecast, and its correction by the place's own hours ---- */

/* What the trained network gives: changes of the dirty share 1..30 h ahead in units of sigma. */
static void trained_changes(const double *features, double *changes) {
  int feature, lead;
  for (lead = 0; lead < CAMERA_LEADS; lead++) changes[lead] = trained[lead];
  for (feature = 0; feature < CAMERA_FEATURES; feature++) {
    for (lead = 0; lead < CAMERA_LEADS; lead++) {
      changes[lead] += trained[CAMERA_LEADS * (1 + feature) + lead] * features[feature];
    }
  }
}

static void standardise(const double *features, float *z) {
  int i;
  z[0] = 1;
  for (i = 0; i < CAMERA_FEATURES; i++) z[1 + i] = (float)((features[i] - feature_mean[i]) / feature_scale[i]);
}

static void learn(struct camera_controller *c, const struct window *w) {
  double features[CAMERA_FEATURES], changes[CAMERA_LEADS], sigma = make_features(w, features);
  float z[CAMERA_COLUMNS], error[CAMERA_LEADS];
  int row, column, lead, entry = 0;
  trained_changes(features, changes);
  standardise(features, z);
  for (lead = 0; lead < CAMERA_LEADS; lead++) {
    int64_t time = w->anchor + (int64_t)(lead + 1) * HOUR;
    double dirty = dirty_behind(c, c->newest - interval_number(c, time));
    error[lead] = (float)(clipped((dirty - w->dirty[0]) / sigma, 8) - changes[lead]);
  }
  for (row = 0; row < CAMERA_COLUMNS; row++) {
    for (column = 0; column <= row; column++) c->precision[entry++] += z[row] * z[column];
  }
  for (column = 0; column < CAMERA_COLUMNS; column++) {
    for (lead = 0; lead < CAMERA_LEADS; lead++) c->errors[column * CAMERA_LEADS + lead] += z[column] * error[lead];
  }
}

static int triangle(int row, int column) { return row * (row + 1) / 2 + column; }

/* Weights = precision^-1 errors, by Cholesky's factor; left as they are where that is not finite. */
static void solve(struct camera_controller *c) {
  double factor[CAMERA_COLUMNS * (CAMERA_COLUMNS + 1) / 2], b[CAMERA_COLUMNS * CAMERA_LEADS];
  int i, j, k, m;
  for (i = 0; i < CAMERA_COLUMNS; i++) {
    for (j = 0; j <= i; j++) {
      double sum = (double)c->precision[triangle(i, j)];
      for (k = 0; k < j; k++) sum -= factor[triangle(i, k)] * factor[triangle(j, k)];
      if (j < i) {
        factor[triangle(i, j)] = sum / factor[triangle(j, j)];
      } else {
        if (!isfinite(sum) || !(sum > CAMERA_COLUMNS * 2.220446049250313e-16 * (double)c->precision[triangle(i, i)])) return;
        factor[triangle(i, i)] = sqrt(sum);
      }
    }
  }
  for (i = 0; i < CAMERA_COLUMNS * CAMERA_LEADS; i++) b[i] = (double)c->errors[i];
  for (i = 0; i < CAMERA_COLUMNS; i++) {
    for (k = 0; k < i; k++) {
      double entry = factor[triangle(i, k)];
      for (m = 0; m < CAMERA_LEADS; m++) b[i * CAMERA_LEADS + m] -= entry * b[k * CAMERA_LEADS + m];
    }
    for (m = 0; m < CAMERA_LEADS; m++) b[i * CAMERA_LEADS + m] /= factor[triangle(i, i)];
  }
  for (i = CAMERA_COLUMNS - 1; i >= 0; i--) {
    for (k = i + 1; k < CAMERA_COLUMNS; k++) {
      double entry = factor[triangle(k, i)];
      for (m = 0; m < CAMERA_LEADS; m++) b[i * CAMERA_LEADS + m] -= entry * b[k * CAMERA_LEADS + m];
    }
    for (m = 0; m < CAMERA_LEADS; m++) b[i * CAMERA_LEADS + m] /= factor[triangle(i, i)];
  }
  for (i = 0; i < CAMERA_COLUMNS * CAMERA_LEADS; i++) {
    if (!isfinite(b[i])) return;
  }
  for (i = 0; i < CAMERA_COLUMNS * CAMERA_LEADS; i++) c->weights[i] = (float)b[i];
}

/* Records a share, and learns: with each hour the example of 30 h ago, with each day the weights. */
static void take_share(struct camera_controller *c, double carbon_free, int64_t time) {
  int64_t hour = floored(time, HOUR), day = floored(hour, 24), example = (hour - CAMERA_LEADS) * HOUR;
  record_share(c, carbon_free, time);
  /* Of a value that is replaced, or that comes after its interval began, another one is made. */
  if ((c->has_recorded && time == c->recorded) || (c->has_forecast && c->anchor >= time)) c->has_forecast = false;
  c->recorded = time;
  c->has_recorded = true;
  if (hour <= c->learned_hour) return;
  c->learned_hour = hour;
  if (example - oldest(c) >= 7 * DAY) {
    struct window w;
    if (make_window(c, example, &w)) learn(c, &w);
  }
  if (day > c->solved_day) {
    c->solved_day = day;
    solve(c);
  }
}

/* The dirty share of the half-hours from the window's anchor on. */
static void make_forecast(struct camera_controller *c, const struct window *w) {
  double features[CAMERA_FEATURES], changes[CAMERA_LEADS], hours[CAMERA_LEADS + 1];
  float z[CAMERA_COLUMNS], sums[CAMERA_LEADS];
  double sigma = make_features(w, features);
  int column, lead, half_hour;
  trained_changes(features, changes);
  standardise(features, z);
  for (lead = 0; lead < CAMERA_LEADS; lead++) sums[lead] = 0;
  for (column = 0; column < CAMERA_COLUMNS; column++) {
    for (lead = 0; lead < CAMERA_LEADS; lead++) sums[lead] += c->weights[column * CAMERA_LEADS + lead] * z[column];
  }
  hours[0] = w->dirty[0];
  for (lead = 0; lead < CAMERA_LEADS; lead++) {
    changes[lead] += (double)sums[lead];
    changes[lead] -= shade[lead];
    hours[lead + 1] = share(w->dirty[0] + sigma * changes[lead]);
  }
  for (half_hour = 0; half_hour < CAMERA_HALF_HOURS; half_hour++) {
    int hour = half_hour / 2, here = hour < 30 ? hour : 30, next = hour + 1 < 30 ? hour + 1 : 30;
    double part = half_hour % 2 == 0 ? 0.25 : 0.75;
    c->forecast[half_hour] = w->is_held_hourly ? hours[here] : hours[here] + part * (hours[next] - hours[here]);
  }
  c->anchor = w->anchor;
  c->is_forecast_held = w->is_held_hourly;
  c->has_forecast = true;
}

/* ---- Plan: the value of stored energy, concave and piecewise linear, kept as its slopes ---- */

/* Slopes are distinct: the prices of the steps, those of two uses of energy, and 0. */
enum { MOST_SEGMENTS = PLAN_HALF_HOURS + 8 };

struct segment {
  int64_t length; /* [1e-7 mWh] */
  double slope;   /* reward per mWh */
};

struct curve {
  double value_at_empty;
  int count;
  struct segment segments[MOST_SEGMENTS]; /* slopes strictly ascending */
};

/* Numbers that differ by less tie: rounding is no reason to decide either way. */
static const double TIE = 1e-12;

static bool exceeds(double a, double b) { return a > b * (1 + TIE); }

static void insert(struct curve *v, double slope, int64_t length) {
  int index = v->count;
  if (length <= 0) return;
  while (index > 0 && exceeds(v->segments[index - 1].slope, slope)) index -= 1;
  if (index > 0 && !exceeds(slope, v->segments[index - 1].slope)) {
    v->segments[index - 1].length += length;
  } else if (v->count < MOST_SEGMENTS) {
    memmove(&v->segments[index + 1], &v->segments[index], (size_t)(v->count - index) * sizeof v->segments[0]);
    v->segments[index].length = length;
    v->segments[index].slope = slope;
    v->count += 1;
  }
}

/* Energy worth more than the price is bought: the steepest slopes give way to the price. */
static void charge_curve(struct curve *v, int64_t limit, double price) {
  int64_t left = limit;
  while (left > 0 && v->count > 0 && exceeds(v->segments[v->count - 1].slope, price)) {
    struct segment *top = &v->segments[v->count - 1];
    int64_t bought = least(left, top->length);
    v->value_at_empty += (top->slope - price) * milliwatt_hours(bought);
    left -= bought;
    if (bought == top->length) v->count -= 1;
    else top->length -= bought;
  }
  insert(v, price, limit - left);
}

static void trim(struct curve *v, int64_t excess) {
  int first = 0;
  while (excess > 0 && first < v->count) {
    if (v->segments[first].length > excess) {
      v->segments[first].length -= excess;
      break;
    }
    excess -= v->segments[first].length;
    first += 1;
  }
  v->count -= first;
  memmove(&v->segments[0], &v->segments[first], (size_t)v->count * sizeof v->segments[0]);
}

/* Uses of energy by one task, replaced by their concave hull, steepest first. */
static void hull(const struct camera_controller *c, struct segment *steep, struct segment *flat) {
  const struct camera_option *s = &c->success, *f = &c->fallback;
  steep->length = flat->length = 0;
  steep->slope = flat->slope = 0;
  if (s->model < 0 && f->model < 0) return;
  if (s->model >= 0 && f->model >= 0) {
    steep->length = f->energy;
    steep->slope = (f->gain - 0) / milliwatt_hours(steep->length);
    flat->length = s->energy - f->energy;
    flat->slope = (s->gain - f->gain) / milliwatt_hours(flat->length);
    if (exceeds(steep->slope, flat->slope)) return;
    flat->length = 0;
    flat->slope = 0;
  } else if (s->model < 0) {
    s = f;
  }
  steep->length = s->energy;
  steep->slope = (s->gain - 0) / milliwatt_hours(steep->length);
}

/* Mean slopes of equal stretches of the battery, whose ends are whole in such parts of a unit. */
static void mean_slopes(const struct curve *v, double *slopes) {
  int64_t left = 0;
  int stretch, index = v->count;
  for (stretch = 0; stretch < CAMERA_STRETCHES; stretch++) {
    double sum = 0;
    int64_t missing = CAMERA_CAPACITY;
    slopes[stretch] = 0;
    while (missing > 0 && (left > 0 || index > 0)) {
      int64_t used;
      if (left == 0) left = v->segments[--index].length * CAMERA_STRETCHES;
      used = least(left, missing);
      if (used == CAMERA_CAPACITY) {
        slopes[stretch] = v->segments[index].slope;
      } else {
        sum += v->segments[index].slope * (double)used;
        if (used == missing) slopes[stretch] = sum / (double)CAMERA_CAPACITY;
      }
      left -= used;
      missing -= used;
    }
  }
}

static double price_of(double carbon_free) { return CAMERA_DIRTY_MWH_WEIGHT * (1 - carbon_free) / CAMERA_CHARGE_EFFICIENCY; }

/* The stretch that holds the next unit; the last one when full. */
static int stretch_of(int64_t stored) {
  return (int)least((int64_t)((double)(CAMERA_STRETCHES * stored) / (double)CAMERA_CAPACITY), CAMERA_STRETCHES - 1);
}

static double unit_slope(const struct camera_controller *c, int stretch) { return c->slopes[stretch] * UNIT_MWH; }

/* What the energy from one stored energy to another is worth. */
static double worth_between(const struct camera_controller *c, int64_t low, int64_t high) {
  int first = stretch_of(low), last = stretch_of(high), between;
  double sum;
  if (first == last) return unit_slope(c, first) * (double)(high - low);
  sum = unit_slope(c, first) * (double)((first + 1) * CAMERA_CAPACITY - CAMERA_STRETCHES * low);
  for (between = first + 1; between < last; between++) sum += unit_slope(c, between) * (double)CAMERA_CAPACITY;
  sum += unit_slope(c, last) * (double)(CAMERA_STRETCHES * high - last * CAMERA_CAPACITY);
  return sum / (double)CAMERA_STRETCHES;
}

/* The model most worth running on energy bought at a price per unit; 0 where none is. */
static int64_t worthwhile_energy(const struct camera_controller *c, double price) {
  const struct camera_option *s = &c->success, *f = &c->fallback;
  bool success_pays = exceeds(s->gain, price * (double)s->energy);
  bool fallback_pays = exceeds(f->gain, price * (double)f->energy);
  bool is_too_dear = exceeds(price * (double)(s->energy - f->energy), s->gain - f->gain);
  if (!success_pays || (is_too_dear && fallback_pays)) return fallback_pays ? f->energy : 0;
  return s->energy;
}

static void plan(struct camera_controller *c, int64_t now) {
  struct window w;
  struct curve v;
  struct segment steep, flat;
  double shares[PLAN_HALF_HOURS], later, carbon_free;
  int64_t first, largest, early, late;
  int k, step;
  c->next_plan = now + CAMERA_PLAN_S;
  if (!make_window(c, now, &w)) return;
  carbon_free = (double)c->ring[c->slot];
  if (!c->has_forecast || c->anchor != w.anchor || c->is_forecast_held != w.is_held_hourly) make_forecast(c, &w);
  first = (now - w.anchor) / HALF_HOUR;
  later = (double)((now - w.anchor) % HALF_HOUR) / (double)HALF_HOUR;
  for (k = 0; k < PLAN_HALF_HOURS; k++) {
    int64_t here = least(CAMERA_HALF_HOURS - 1, k + first), next = least(CAMERA_HALF_HOURS - 1, k + first + 1);
    shares[k] = share(1 - (c->forecast[here] * (1 - later) + c->forecast[next] * later));
  }
  c->price = price_of(carbon_free) * UNIT_MWH;
  c->worthwhile_energy = worthwhile_energy(c, c->price);

  hull(c, &steep, &flat);
  largest = most(c->success.model >= 0 ? c->success.energy : 0, c->fallback.model >= 0 ? c->fallback.energy : 0);
  early = largest * CAMERA_TASKS_PER_STEP <= CAMERA_CHARGE_BEFORE_LAST ? CAMERA_CHARGE_IN_ALL : CAMERA_CHARGE_BEFORE_LAST;
  late = CAMERA_CHARGE_IN_ALL - early;
  v.value_at_empty = 0;
  v.count = 0;
  insert(&v, 0, CAMERA_CAPACITY);
  for (step = STEPS - 1; step >= 0; step--) {
    double mean = shares[step * CAMERA_HALF_HOURS_PER_STEP], price;
    if (CAMERA_HALF_HOURS_PER_STEP > 1) {
      mean = 0;
      for (k = 0; k < CAMERA_HALF_HOURS_PER_STEP; k++) mean += shares[step * CAMERA_HALF_HOURS_PER_STEP + k];
      mean /= (double)CAMERA_HALF_HOURS_PER_STEP;
    }
    price = price_of(mean);
    charge_curve(&v, late, price);
    insert(&v, flat.slope, flat.length * (CAMERA_TASKS_PER_STEP - 1));
    insert(&v, steep.slope, steep.length * (CAMERA_TASKS_PER_STEP - 1));
    charge_curve(&v, early, price);
    insert(&v, flat.slope, flat.length);
    insert(&v, steep.slope, steep.length);
    trim(&v, (steep.length + flat.length) * CAMERA_TASKS_PER_STEP);
  }
  mean_slopes(&v, c->slopes);
  for (k = 0; k < CAMERA_STRETCHES && c->slopes[k] != 0 && !exceeds(c->price, unit_slope(c, k)); k++) {}
  c->target = CAMERA_CAPACITY / CAMERA_STRETCHES * k + CAMERA_CAPACITY % CAMERA_STRETCHES * k / CAMERA_STRETCHES;
}

/* ---- Decision ---- */

struct choice {
  int model;
  int64_t charge;
};

/* The charge that is worth most. */
static int64_t best_charge(const struct camera_controller *c, int64_t stored) {
  if (CAMERA_WHOLE_SLOTS) {
    double gain = worth_between(c, stored, least(stored + CAMERA_SLOT_CHARGE, CAMERA_CAPACITY));
    return gain > 0 && !exceeds(c->price * (double)CAMERA_SLOT_CHARGE, gain) ? CAMERA_SLOT_CHARGE : 0;
  }
  return least(CAMERA_SLOT_CHARGE, most(0, c->target - stored));
}

/* What the energy from one stored energy to another is worth once the charger has had its choice. */
static double worth(const struct camera_controller *c, int64_t low, int64_t high) {
  int64_t low_charge = best_charge(c, low), high_charge = best_charge(c, high);
  int64_t from = least(low + low_charge, CAMERA_CAPACITY), to = least(high + high_charge, CAMERA_CAPACITY);
  double saved = c->price * (double)(low_charge - high_charge);
  return from <= to ? worth_between(c, from, to) + saved : saved - worth_between(c, to, from);
}

/* Whether an option can be paid for and gains, beyond another, what the energy that it takes beyond is worth. */
static bool pays(
  const struct camera_controller *c, const struct camera_option *option, const struct camera_option *other, int64_t stored
) {
  return stored >= option->energy
    && !exceeds(worth(c, stored - option->energy, stored - other->energy), option->gain - other->gain);
}

static double greatest_gain_per_unit(const struct camera_controller *c) {
  double s = c->success.gain / (double)c->success.energy, f = c->fallback.gain / (double)c->fallback.energy;
  return s > f ? s : f;
}

/* Whether charging cannot wait: the model worth running could not run at the next task, and a slot is worth its price. */
static bool is_starving(const struct camera_controller *c, double price, int64_t worthwhile, int64_t rest, int64_t charge) {
  double fits = (double)least(CAMERA_SLOT_CHARGE, CAMERA_CAPACITY - rest);
  if (rest + charge >= worthwhile) return false;
  return !CAMERA_WHOLE_SLOTS || exceeds(greatest_gain_per_unit(c) * fits, price * (double)CAMERA_SLOT_CHARGE);
}

static struct choice by_forecast(struct camera_controller *c, int64_t stored, int64_t now) {
  const struct camera_option nothing = {-1, 0, 0}, *best = &nothing;
  struct choice choice;
  int64_t rest;
  if (now >= c->next_plan) plan(c, now);
  if (pays(c, &c->fallback, best, stored)) best = &c->fallback;
  if (pays(c, &c->success, best, stored)) best = &c->success;
  choice.model = best->model;
  rest = stored - best->energy;
  choice.charge = best_charge(c, rest);
  /* Without this the curve, which thinks of energy as divisible, lets an empty battery starve. */
  if (is_starving(c, c->price, c->worthwhile_energy, rest, choice.charge)) choice.charge = CAMERA_SLOT_CHARGE;
  return choice;
}

/* Charges in the cleaner part of the last day, as if the last share still held. */
static struct choice by_threshold(const struct camera_controller *c, int64_t stored) {
  double sorted[CAMERA_DAY_INTERVALS], position, clean, dirty = dirty_behind(c, 0);
  double price = price_of((double)c->ring[c->slot]) * UNIT_MWH;
  int n = (int)least(c->count, CAMERA_DAY_INTERVALS), i, below, above;
  int64_t charges_below, rest = stored;
  bool has_room;
  struct choice choice = {-1, 0};
  for (i = 0; i < n; i++) {
    double value = dirty_behind(c, i);
    int place = i;
    for (; place > 0 && sorted[place - 1] > value; place--) sorted[place] = sorted[place - 1];
    sorted[place] = value;
  }
  position = CAMERA_QUANTILE * (double)(n - 1);
  below = (int)position;
  above = (int)least(below + 1, n - 1);
  clean = sorted[below] + (position - (double)below) * (sorted[above] - sorted[below]);
  if (!exceeds(greatest_gain_per_unit(c), price)) charges_below = 0;
  else charges_below = !exceeds(dirty, clean) ? INT64_MAX : CAMERA_FLOOR_ENERGY;
  if (stored >= c->success.energy) choice.model = c->success.model;
  else if (stored >= c->fallback.energy) choice.model = c->fallback.model;
  if (choice.model >= 0) rest -= models[choice.model].energy;
  has_room = !CAMERA_WHOLE_SLOTS || rest + CAMERA_SLOT_CHARGE <= CAMERA_CAPACITY;
  if (stored < charges_below && (has_room || is_starving(c, price, worthwhile_energy(c, price), rest, 0))) {
    choice.charge = CAMERA_SLOT_CHARGE;
  }
  return choice;
}

/* The cheapest model meeting the wishes while energy lasts; else the cheapest of all, and charge. */
static struct choice by_naive(const struct camera_controller *c, int64_t stored) {
  struct choice choice = {CAMERA_CHEAPEST_MODEL, CAMERA_SLOT_CHARGE};
  if (c->success_model >= 0 && stored >= models[c->success_model].energy) {
    choice.model = c->success_model;
    choice.charge = 0;
  }
  return choice;
}

static struct camera_option option(int model, double gain) {
  struct camera_option absent = {-1, INT64_MAX, 0}, found;
  if (model < 0 || !(gain > 0) || models[model].energy > CAMERA_CAPACITY) return absent;
  found.model = model;
  found.energy = models[model].energy;
  found.gain = gain;
  return found;
}

static void set_wishes(struct camera_controller *c, double accuracy, double latency_s) {
  int i;
  c->accuracy_req = accuracy;
  c->latency_req_s = latency_s;
  c->success_model = -1;
  for (i = 0; i < CAMERA_MODELS && c->success_model < 0; i++) {
    const struct model *m = &models[by_energy[i]];
    if (m->accuracy >= accuracy && m->latency_s <= latency_s) c->success_model = by_energy[i];
  }
  c->success = option(c->success_model, CAMERA_SUCCESS_GAIN);
  c->fallback = option(-1, 0);
  if (models[CAMERA_CHEAPEST_MODEL].energy < c->success.energy && c->success_model != CAMERA_CHEAPEST_MODEL) {
    c->fallback = option(CAMERA_CHEAPEST_MODEL, CAMERA_FALLBACK_GAIN);
  }
}

void camera_init(struct camera_controller *camera) {
  memset(camera, 0, sizeof *camera);
  memcpy(camera->precision, prior, sizeof prior);
  camera->learned_hour = camera->solved_day = camera->next_plan = INT64_MIN;
  set_wishes(camera, CAMERA_ACCURACY_REQ, CAMERA_LATENCY_REQ_S);
}

void camera_record(struct camera_controller *camera, int64_t time, double carbon_free) {
  if (!(carbon_free >= 0 && carbon_free <= 1)) return;
  take_share(camera, carbon_free, floored(time, CAMERA_INTERVAL_S) * CAMERA_INTERVAL_S);
  if (!camera->has_carbon_time || time > camera->carbon_time) camera->carbon_time = time;
  camera->has_carbon_time = true;
}

/* ---- Time: the latest observation's, unless others that go on from each other tell another ---- */

static const int64_t LONGEST_STEP = 9 * DAY;

/* It is a time again: what was noted of times after it goes. */
static void go_back(struct camera_controller *c, int64_t time) {
  int64_t hour = floored(time, HOUR);
  forget_after(c, time);
  c->learned_hour = least(c->learned_hour, hour - 1);
  c->solved_day = least(c->solved_day, floored(hour, 24) - 1);
  c->has_forecast = c->has_recorded = false;
  c->next_plan = INT64_MIN;
}

static void begin_rival(struct camera_controller *c, const struct camera_observation *o) {
  c->has_rival = true;
  c->rival_since = o->time;
  c->rival = *o;
  c->rival_carbon_time = o->time;
}

static void follow_rival(struct camera_controller *c, const struct camera_observation *o) {
  struct camera_observation before = c->rival;
  if (!c->has_rival || o->time - before.time > LONGEST_STEP || o->time < c->rival_since) {
    begin_rival(c, o);
  } else if (o->time >= before.time) { /* one that is late by the rival's time leaves it as it is */
    c->rival = *o;
    if (isnan(o->carbon_free)) c->rival.carbon_free = before.carbon_free;
    else c->rival_carbon_time = o->time;
    if (isnan(o->accuracy_req)) c->rival.accuracy_req = before.accuracy_req;
    if (isnan(o->latency_req_s)) c->rival.latency_req_s = before.latency_req_s;
  }
}

enum place { IN_LINE, OUT_OF_LINE, TAKES_OVER };

static enum place see(struct camera_controller *c, const struct camera_observation *o) {
  int64_t step;
  if (!c->has_latest) {
    c->has_latest = true;
    c->latest = c->since = o->time;
    return IN_LINE;
  }
  step = o->time - c->latest;
  if (step >= 0 && step <= LONGEST_STEP) {
    c->latest = o->time;
    c->has_rival = false;
    return IN_LINE;
  }
  follow_rival(c, o);
  if (c->rival.time == c->rival_since || c->rival.time != o->time
      || c->rival.time - c->rival_since < least(CAMERA_BLIND_AFTER_S, c->latest - c->since)) {
    return OUT_OF_LINE;
  }
  c->latest = o->time;
  c->since = c->rival_since;
  c->has_rival = false;
  return TAKES_OVER;
}

/* Takes in the wishes and the share, which came at a time, of an observation. */
static void take_observation(struct camera_controller *c, const struct camera_observation *o, int64_t share_time) {
  double accuracy = isnan(o->accuracy_req) ? c->accuracy_req : o->accuracy_req;
  double latency = isnan(o->latency_req_s) ? c->latency_req_s : o->latency_req_s;
  int64_t start = floored(share_time, CAMERA_INTERVAL_S) * CAMERA_INTERVAL_S;
  if (accuracy != c->accuracy_req || latency != c->latency_req_s) {
    set_wishes(c, accuracy, latency);
    plan(c, o->time);
  }
  if (!(o->carbon_free >= 0 && o->carbon_free <= 1)) return;
  c->carbon_time = share_time;
  c->has_carbon_time = true;
  if (c->count > 0 && c->origin + c->newest * CAMERA_INTERVAL_S >= start && c->ring[c->slot] == (float)o->carbon_free) return;
  take_share(c, o->carbon_free, start);
  plan(c, o->time);
}

struct camera_decision camera_decide(struct camera_controller *camera, const struct camera_observation *told) {
  /* Beyond the years 0 to 9999 there is no time; a number that is no share is not known. */
  struct camera_observation seen = *told, *observation = &seen;
  struct camera_decision decision = {-1, 0, 0, CAMERA_NAIVE, false};
  struct choice choice;
  int64_t now, stored = CAMERA_CAPACITY, rest, age, apart = 0, before = camera->latest;
  double units = round(observation->battery_wh * 1000 * 1e9);
  decision.price = NAN;
  if (!(observation->battery_wh >= 0)) units = 0;
  if (units <= 9007199254740992.0 * 100) stored = least((int64_t)units / 100, CAMERA_CAPACITY);
  seen.time = most(INT64_C(-62167219200), least(seen.time, INT64_C(253402300799)));
  if (!(seen.carbon_free >= 0 && seen.carbon_free <= 1)) seen.carbon_free = NAN;
  if (!camera->has_latest && camera->has_carbon_time && seen.time < camera->carbon_time) {
    /* A history that reaches beyond now was recorded by another clock. */
    go_back(camera, seen.time);
    camera->has_carbon_time = false;
  }
  switch (see(camera, observation)) {
    case IN_LINE:
      take_observation(camera, observation, seen.time);
      break;
    case OUT_OF_LINE:
      apart = seen.time < before ? before - seen.time : seen.time - before;
      break;
    case TAKES_OVER: {
      int64_t share_time = isnan(camera->rival.carbon_free) ? seen.time : camera->rival_carbon_time;
      seen.carbon_free = camera->rival.carbon_free;
      seen.accuracy_req = camera->rival.accuracy_req;
      seen.latency_req_s = camera->rival.latency_req_s;
      go_back(camera, share_time);
      if (camera->has_carbon_time && camera->carbon_time > seen.time) camera->has_carbon_time = false;
      take_observation(camera, observation, share_time);
      break;
    }
  }
  now = camera->latest;
  decision.is_late = apart > 0;

  age = now - camera->carbon_time;
  if (camera->has_rival) age += camera->rival.time - camera->rival_since;
  age = most(age, apart);
  if (!camera->has_carbon_time || age > CAMERA_BLIND_AFTER_S) {
    choice = by_naive(camera, stored);
  } else if (age > CAMERA_STALE_AFTER_S) {
    choice = by_threshold(camera, stored);
    decision.by = CAMERA_THRESHOLD;
  } else {
    choice = by_forecast(camera, stored, now);
    decision.by = CAMERA_FORECAST;
    decision.price = stored < CAMERA_CAPACITY ? camera->slopes[stretch_of(stored)] : 0;
  }
  if (choice.model >= 0 && models[choice.model].energy > stored) choice.model = -1;
  rest = choice.model >= 0 ? stored - models[choice.model].energy : stored;
  if (CAMERA_WHOLE_SLOTS) choice.charge = choice.charge > 0 ? CAMERA_SLOT_CHARGE : 0;
  else choice.charge = least(choice.charge, CAMERA_CAPACITY - rest);
  decision.model = choice.model;
  decision.charge = CAMERA_SLOT_CHARGE > 0 ? (double)choice.charge / (double)CAMERA_SLOT_CHARGE : 0;
  return decision;
}
