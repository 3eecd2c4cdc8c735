/* What the shim's two files share. */
#ifndef GLPK_SHIM_STATE_H
#define GLPK_SHIM_STATE_H

#include "GLPKShim.h"
#include <glpk.h>
#include <setjmp.h>

typedef struct {
  unsigned long epoch; /* begins anew when the environment was freed after misuse */
  int programmes;
} glpk_shim_thread;

struct glpk_shim {
  glp_prob *problem; /* NULL once broken */
  glpk_shim_thread *thread;
  unsigned long epoch;
  jmp_buf escape;
  double absolute_gap, bound;
  double *incumbent; /* from index 1, as GLPK counts; NULL if none was given */
  double incumbent_objective;
  int has_solution;
  char message[256];
};

/* Whether the programme may be used here and now; if so, GLPK's hooks lead to it. */
int glpk_shim_enter(glpk_shim *shim);
/* Ends a programme that GLPK would have aborted for. */
void glpk_shim_break(glpk_shim *shim);
void glpk_shim_say(glpk_shim *shim, const char *words);
glpk_shim_outcome glpk_shim_fault(glpk_shim *shim, const char *words);
/* Column from 1; 0 for numbers that are none. */
int glpk_shim_set_column(glpk_shim *shim, int column, double lower, double upper, double cost);

/* The way back of one function: returns `failure` from it when broken or when GLPK aborts in what follows. */
#define GLPK_SHIM_ENTER(shim, failure)          \
  do {                                          \
    if (!glpk_shim_enter(shim)) return failure; \
    if (setjmp((shim)->escape) != 0) {          \
      glpk_shim_break(shim);                    \
      return failure;                           \
    }                                           \
  } while (0)

#endif
