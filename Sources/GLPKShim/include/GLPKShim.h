#ifndef GLPK_SHIM_H
#define GLPK_SHIM_H

/* A mixed-integer programme in GLPK that cannot end the process. GLPK answers misuse by abort(), and its error hook may
   leave only by longjmp; so each function here sets its own way back and no other language's frames are crossed.
   After misuse the programme is broken, and with it every other of the thread, because GLPK allows nothing then but to
   free all its memory: every call fails and glpk_shim_message says why.

   A programme belongs to the thread that made it: on others every call fails. The thread's GLPK environment goes with
   its last programme. Nothing is written to standard output. */
typedef struct glpk_shim glpk_shim;

/* An empty programme, to be maximised; NULL if memory is short. */
glpk_shim *glpk_shim_create(void);
/* Freed on another thread than its own, GLPK's part of it is lost. */
void glpk_shim_free(glpk_shim *shim);

typedef enum {
  GLPK_SHIM_SOLVED,     /* within the absolute gap */
  GLPK_SHIM_TIME,       /* stopped by the time limit; perhaps without a solution */
  GLPK_SHIM_INFEASIBLE, /* no solution, or no bound on them */
  GLPK_SHIM_FAULT       /* misuse, numbers that are none or numerical failure: see glpk_shim_message */
} glpk_shim_outcome;

/* Columns and rows count from 0; infinite bounds are +-HUGE_VAL. Row r has the terms from starts[r] to starts[r + 1]. */
glpk_shim_outcome glpk_shim_add_columns(
  glpk_shim *shim, int count, const double *lower, const double *upper, const double *cost, const int *is_integer);
glpk_shim_outcome glpk_shim_add_rows(
  glpk_shim *shim, int count, const double *lower, const double *upper, const int *starts, const int *columns,
  const double *coefficients);

/* Dual simplex, then branch and cut until bound - objective <= absolute_gap, or until the wall time is up.
   `incumbent` (or NULL) is a solution that keeps all bounds and rows: branch and cut starts from it. `solution` takes
   the columns of the best one known if glpk_shim_has_solution. */
glpk_shim_outcome glpk_shim_solve(
  glpk_shim *shim, double absolute_gap, double time_limit_s, const double *incumbent, double *solution);

/* Of the last solve: whether there is a solution, and a bound on every solution, HUGE_VAL if none was reached. */
int glpk_shim_has_solution(const glpk_shim *shim);
double glpk_shim_bound(const glpk_shim *shim);

/* Rewrites every column's bounds and cost and solves the relaxation from the last basis. `solution` may be NULL. */
glpk_shim_outcome glpk_shim_relax_again(
  glpk_shim *shim, const double *lower, const double *upper, const double *cost, double *objective, double *solution);

/* What was wrong, in GLPK's own words if it found it. */
const char *glpk_shim_message(const glpk_shim *shim);

#endif
