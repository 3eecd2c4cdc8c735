/* Replays a file of test vectors: ends with 1 and says where a decision differs from what it says, to the last bit.

     cc -std=c99 -Wall -Wextra -Werror -pedantic -ffp-contract=off -O2 camera_controller.c camera_test.c -lm
     ./a.out < camera_vectors.txt

   A line is `h time share`, a share of the past, or `o` with an observation and its decision in the order of their
   structs; nan is a number not known. */
#include "camera_controller.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

static bool is_same(double a, double b) { return a == b || (isnan(a) && isnan(b)); }

int main(void) {
  static struct camera_controller camera;
  char kind;
  long line = 0, decisions = 0, wrong = 0;
  camera_init(&camera);
  while (scanf(" %c", &kind) == 1) {
    struct camera_observation seen;
    int64_t time;
    line += 1;
    if (kind == 'h') {
      double share;
      if (scanf("%" SCNd64 " %lf", &time, &share) != 2) break;
      camera_record(&camera, time, share);
    } else {
      struct camera_decision made;
      double charge, price;
      int model, by, late;
      if (scanf("%" SCNd64 " %lf %lf %lf %lf %d %lf %lf %d %d", &seen.time, &seen.battery_wh, &seen.carbon_free,
                &seen.accuracy_req, &seen.latency_req_s, &model, &charge, &price, &by, &late) != 10) {
        break;
      }
      made = camera_decide(&camera, &seen);
      decisions += 1;
      if (made.model == model && is_same(made.charge, charge) && is_same(made.price, price) && (int)made.by == by
          && made.is_late == (late != 0)) {
        continue;
      }
      wrong += 1;
      if (wrong <= 5) {
        fprintf(stderr, "line %ld: model %d, charge %.17g, price %.17g, by %d, late %d; expected %d %.17g %.17g %d %d\n",
                line, made.model, made.charge, made.price, (int)made.by, made.is_late, model, charge, price, by, late);
      }
    }
  }
  if (!feof(stdin)) {
    fprintf(stderr, "line %ld is not a test vector\n", line);
    return 2;
  }
  printf("%ld decisions, %ld wrong\n", decisions, wrong);
  return wrong != 0 || decisions == 0;
}
