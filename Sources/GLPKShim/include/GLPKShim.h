#ifndef GLPK_SHIM_H
#define GLPK_SHIM_H

/* A mixed-integer programme in GLPK that cannot end the process. GLPK answers misuse by abort(), and its error hook may
   leave only by longjmp; so each function here sets its own way back and no other language's frames are crossed.
   After misuse the programme is broken: every call fails and glpk_shim_message says why.

   A programme belongs to the thread that made it, one at a time. Nothing is written to standard output. */
typedef struct glpk_shim glpk_shim;

/* An empty programme, to be maximised; NULL if memory is short. */
glpk_shim *glpk_shim_create(void);
/* Frees the programme and the thread's GLPK environment with it. */
void glpk_shim_free(glpk_shim *shim);

/* The new column's index from 0, or -1. Infinite bounds are +-HUGE_VAL. */
int glpk_shim_add_column(glpk_shim *shim, double lower, double upper, double cost, int is_integer);
/* Adds sum of values[i] * columns[i] <= upper: the new row's index from 0, or -1. */
int glpk_shim_add_row(glpk_shim *shim, double upper, int count, const int *columns, const double *values);

typedef enum {
  GLPK_SHIM_SOLVED,     /* within the absolute gap */
  GLPK_SHIM_TIME,       /* stopped by the time limit; perhaps without a solution */
  GLPK_SHIM_INFEASIBLE, /* no solution, or no bound on them */
  GLPK_SHIM_FAULT       /* misuse or numerical failure: see glpk_shim_message */
} glpk_shim_outcome;

/* Dual simplex, then branch and cut until bound - objective <= absolute_gap. */
glpk_shim_outcome glpk_shim_solve(glpk_shim *shim, double absolute_gap, int time_limit_ms);

/* Of the last solve: whether there is a solution, its numbers, and a bound on every solution. */
int glpk_shim_has_solution(const glpk_shim *shim);
double glpk_shim_value(glpk_shim *shim, int column);
double glpk_shim_bound(const glpk_shim *shim);
/* GLPK's own words on a fault. */
const char *glpk_shim_message(const glpk_shim *shim);

#endif
