/* The controller of one camera in C99: which model runs, and how much the battery charges, task by task.

   Written by `decide --export-c` for one device, its models and one trained forecast; it decides what decide does, to the
   last bit on the same libm. All state is one struct of fixed size, nothing is allocated; a decision takes up to 32 kB of
   stack, nearly all of it once a day, when the correction of the forecast is solved. Compile with -ffp-contract=off. */
#ifndef CAMERA_CONTROLLER_H
#define CAMERA_CONTROLLER_H

#include <stdbool.h>
#include <stdint.h>

@PARAMETERS@
enum {
  CAMERA_FEATURES = 54,
  CAMERA_COLUMNS = 1 + CAMERA_FEATURES,
  CAMERA_LEADS = 30,
  CAMERA_STRETCHES = 16,
  CAMERA_HALF_HOURS = 62
};

/* Which rule decided: see `decide --help`. */
enum camera_rule { CAMERA_FORECAST, CAMERA_THRESHOLD, CAMERA_NAIVE };

/* What the device sees before a task. Numbers that are not known are NAN: then no share is learned, and wishes stay. */
struct camera_observation {
  int64_t time;         /* seconds since 1970-01-01 UTC */
  double battery_wh;    /* stored energy */
  double carbon_free;   /* share of the grid now, 0..1 */
  double accuracy_req;  /* least accuracy the owner wishes from now on */
  double latency_req_s; /* longest inference the owner wishes from now on */
};

struct camera_decision {
  int model;             /* index, or -1 for none; see camera_model_names */
  double charge;         /* share of the task's time to charge, at full power */
  double price;          /* value of one more stored mWh; NAN where no plan gives one */
  enum camera_rule by;
  bool is_late;          /* older than the latest observation, or too far ahead of it: answered as of it */
};

/* A way to spend a task: energy in units of 1e-7 mWh, and what it gains over running nothing. */
struct camera_option {
  int model;
  int64_t energy;
  double gain;
};

struct camera_controller {
  /* Carbon-free shares by grid interval, a ring; times in seconds since 1970. */
  float ring[CAMERA_RING];
  int32_t slot, count;
  int64_t origin, newest, observed, changed_inside_hour;
  bool has_changed_inside_hour;

  /* The correction of the forecast: posterior precision (lower triangle), sums of features times errors, weights. */
  float precision[CAMERA_COLUMNS * (CAMERA_COLUMNS + 1) / 2];
  float errors[CAMERA_COLUMNS * CAMERA_LEADS];
  float weights[CAMERA_COLUMNS * CAMERA_LEADS];
  int64_t learned_hour, solved_day;

  /* The forecast last made, for the share that began to hold at `anchor`. */
  double forecast[CAMERA_HALF_HOURS];
  int64_t anchor, recorded;
  bool has_forecast, is_forecast_held, has_recorded;

  /* The plan in force. */
  double slopes[CAMERA_STRETCHES]; /* value of one more mWh, by equal parts of the battery */
  int64_t next_plan, target, worthwhile_energy;
  double price;

  /* The wishes in force, and the two models that matter under them. */
  double accuracy_req, latency_req_s;
  int success_model;
  struct camera_option success, fallback;

  /* Time, and when it began to be told; the time of observations that are out of line with it but go on from each other,
     with the share and the wishes that they brought: it takes over once it has gone on for long enough. */
  int64_t latest, since, carbon_time, rival_since, rival_carbon_time;
  struct camera_observation rival;
  bool has_latest, has_carbon_time, has_rival;
};

extern const char *const camera_model_names[CAMERA_MODELS];

/* Begins without any history. */
void camera_init(struct camera_controller *camera);

/* Takes in a carbon-free share of the past; before the first decision, oldest first. */
void camera_record(struct camera_controller *camera, int64_t time, double carbon_free);

struct camera_decision camera_decide(struct camera_controller *camera, const struct camera_observation *observation);

#endif
