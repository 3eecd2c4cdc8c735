#include "GLPKShim.h"
#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

struct glpk_shim {
  glp_prob *problem; /* NULL once broken */
  jmp_buf escape;
  double absolute_gap, bound;
  int has_solution;
  char message[256];
};

/* Keeps GLPK's last words instead of printing them; non-zero tells GLPK that they have been dealt with. */
static int keep_words(void *info, const char *words) {
  glpk_shim *shim = info;
  size_t length = strcspn(words, "\n");
  if (length == 0 || strncmp(words, "Error detected in file", 22) == 0) return 1; /* GLPK's own source: no news */
  if (length >= sizeof shim->message) length = sizeof shim->message - 1;
  memcpy(shim->message, words, length);
  shim->message[length] = '\0';
  return 1;
}

static void escape_misuse(void *info) {
  glpk_shim *shim = info;
  longjmp(shim->escape, 1);
}

/* After the hook fired, freeing the environment is the only call allowed; it frees the problem too. */
static void mark_broken(glpk_shim *shim) {
  shim->problem = NULL;
  shim->has_solution = 0;
  glp_free_env();
}

/* The way back of one function: returns `failure` from it when broken or when GLPK aborts in what follows. */
#define OR_ESCAPE(shim, failure)                 \
  do {                                           \
    if ((shim)->problem == NULL) return failure; \
    if (setjmp((shim)->escape) != 0) {           \
      mark_broken(shim);                         \
      return failure;                            \
    }                                            \
  } while (0)

glpk_shim *glpk_shim_create(void) {
  glpk_shim *shim = calloc(1, sizeof *shim);
  if (shim == NULL) return NULL;
  glp_term_hook(keep_words, shim);
  glp_error_hook(escape_misuse, shim);
  if (setjmp(shim->escape) != 0) { /* out of memory */
    glp_free_env();
    free(shim);
    return NULL;
  }
  shim->problem = glp_create_prob();
  glp_set_obj_dir(shim->problem, GLP_MAX);
  return shim;
}

void glpk_shim_free(glpk_shim *shim) {
  glp_free_env();
  free(shim);
}

static int bound_type(double lower, double upper) {
  if (isinf(lower)) return isinf(upper) ? GLP_FR : GLP_UP;
  if (isinf(upper)) return GLP_LO;
  return lower == upper ? GLP_FX : GLP_DB; /* GLP_DB with equal bounds is misuse */
}

/* GLPK takes NaN for a number and calls the result optimal. */
static int refuse(glpk_shim *shim, const char *words) {
  keep_words(shim, words);
  return -1;
}

int glpk_shim_add_column(glpk_shim *shim, double lower, double upper, double cost, int is_integer) {
  OR_ESCAPE(shim, -1);
  if (isnan(lower) || isnan(upper) || lower > upper || !isfinite(cost))
    return refuse(shim, "a column needs ordered bounds and a finite cost");
  int column = glp_add_cols(shim->problem, 1);
  glp_set_col_kind(shim->problem, column, is_integer ? GLP_IV : GLP_CV);
  glp_set_col_bnds(shim->problem, column, bound_type(lower, upper), lower, upper);
  glp_set_obj_coef(shim->problem, column, cost);
  return column - 1;
}

enum { MOST_TERMS = 64 };

int glpk_shim_add_row(glpk_shim *shim, double upper, int count, const int *columns, const double *values) {
  OR_ESCAPE(shim, -1);
  int index[MOST_TERMS + 1]; /* GLPK counts from 1 */
  double value[MOST_TERMS + 1];
  if (count < 0 || count > MOST_TERMS || !isfinite(upper))
    return refuse(shim, "a row needs a finite bound and 64 terms at most");
  for (int i = 0; i < count; i++) {
    if (!isfinite(values[i])) return refuse(shim, "a row needs finite coefficients");
    index[i + 1] = columns[i] + 1;
    value[i + 1] = values[i];
  }
  int row = glp_add_rows(shim->problem, 1);
  glp_set_row_bnds(shim->problem, row, GLP_UP, 0, upper);
  glp_set_mat_row(shim->problem, row, count, index, value);
  return row - 1;
}

/* Branch and cut's own tolerance is relative; ours is absolute, so it is looked at whenever GLPK asks. */
static void watch_gap(glp_tree *tree, void *info) {
  glpk_shim *shim = info;
  int best = glp_ios_best_node(tree);
  if (best == 0) return;
  shim->bound = glp_ios_node_bound(tree, best);
  glp_prob *problem = glp_ios_get_prob(tree);
  if (glp_mip_status(problem) == GLP_FEAS && shim->bound - glp_mip_obj_val(problem) <= shim->absolute_gap)
    glp_ios_terminate(tree);
}

static glpk_shim_outcome fault(glpk_shim *shim, const char *words) {
  keep_words(shim, words);
  shim->has_solution = 0;
  return GLPK_SHIM_FAULT;
}

static glpk_shim_outcome relax(glpk_shim *shim) {
  glp_smcp simplex;
  glp_init_smcp(&simplex);
  simplex.meth = GLP_DUALP;
  simplex.presolve = GLP_ON;
  int code = glp_simplex(shim->problem, &simplex);
  if (code == GLP_ENOPFS || code == GLP_ENODFS) return GLPK_SHIM_INFEASIBLE;
  if (code != 0) return fault(shim, "the simplex method failed numerically");
  if (glp_get_status(shim->problem) != GLP_OPT) return GLPK_SHIM_INFEASIBLE;
  shim->bound = glp_get_obj_val(shim->problem);
  return isfinite(shim->bound) ? GLPK_SHIM_SOLVED : fault(shim, "the relaxation's objective is not finite");
}

static glpk_shim_outcome branch_and_cut(glpk_shim *shim, int time_limit_ms) {
  glp_iocp branch;
  glp_init_iocp(&branch);
  branch.cb_func = watch_gap;
  branch.cb_info = shim;
  branch.tm_lim = time_limit_ms;
  branch.br_tech = GLP_BR_LFV; /* depth first on the last fractional count: others find no plan for hours of scarcity */
  branch.bt_tech = GLP_BT_DFS;
  int code = glp_intopt(shim->problem, &branch);
  if (code != 0 && code != GLP_ESTOP && code != GLP_EMIPGAP && code != GLP_ETMLIM)
    return fault(shim, "branch and cut failed numerically");
  int status = glp_mip_status(shim->problem);
  shim->has_solution = status == GLP_OPT || status == GLP_FEAS;
  if (code == GLP_ETMLIM) return GLPK_SHIM_TIME;
  if (!shim->has_solution) return GLPK_SHIM_INFEASIBLE;
  if (code == 0) shim->bound = glp_mip_obj_val(shim->problem); /* the tree is empty */
  return GLPK_SHIM_SOLVED;
}

glpk_shim_outcome glpk_shim_solve(glpk_shim *shim, double absolute_gap, int time_limit_ms) {
  OR_ESCAPE(shim, GLPK_SHIM_FAULT);
  shim->absolute_gap = absolute_gap;
  shim->bound = HUGE_VAL;
  shim->has_solution = 0;
  glpk_shim_outcome relaxed = relax(shim);
  return relaxed == GLPK_SHIM_SOLVED ? branch_and_cut(shim, time_limit_ms) : relaxed;
}

int glpk_shim_has_solution(const glpk_shim *shim) { return shim->has_solution; }

double glpk_shim_value(glpk_shim *shim, int column) {
  OR_ESCAPE(shim, NAN);
  return glp_mip_col_val(shim->problem, column + 1);
}

double glpk_shim_bound(const glpk_shim *shim) { return shim->bound; }

const char *glpk_shim_message(const glpk_shim *shim) { return shim->message; }
