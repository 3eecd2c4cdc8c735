#include "GLPKShimState.h"
#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Epochs are never used twice, so a programme knows whether its thread's environment is still the one it was made in. */
static atomic_ulong last_epoch;
static _Thread_local glpk_shim_thread here;

static void begin_epoch(void) { here.epoch = atomic_fetch_add(&last_epoch, 1) + 1; }

void glpk_shim_say(glpk_shim *shim, const char *words) {
  size_t length = strcspn(words, "\n");
  if (length >= sizeof shim->message) length = sizeof shim->message - 1;
  memcpy(shim->message, words, length);
  shim->message[length] = '\0';
}

glpk_shim_outcome glpk_shim_fault(glpk_shim *shim, const char *words) {
  glpk_shim_say(shim, words);
  shim->has_solution = 0;
  return GLPK_SHIM_FAULT;
}

/* Keeps GLPK's last words instead of printing them; non-zero tells GLPK that they have been dealt with. */
static int keep_words(void *info, const char *words) {
  if (*words != '\n' && strncmp(words, "Error detected in file", 22) != 0) glpk_shim_say(info, words);
  return 1;
}

static void escape_misuse(void *info) {
  glpk_shim *shim = info;
  longjmp(shim->escape, 1);
}

static void set_hooks(glpk_shim *shim) {
  glp_term_hook(keep_words, shim);
  glp_error_hook(escape_misuse, shim);
}

int glpk_shim_enter(glpk_shim *shim) {
  if (shim->problem == NULL) return 0;
  if (shim->thread != &here || shim->epoch != here.epoch) {
    glpk_shim_fault(shim, shim->thread == &here ? "another programme of this thread was misused" :
                                                  "a programme was used on another thread than its own");
    return 0;
  }
  set_hooks(shim);
  return 1;
}

/* After the hook fired, freeing the environment is the only call allowed; it frees the thread's problems too. */
void glpk_shim_break(glpk_shim *shim) {
  shim->problem = NULL;
  shim->has_solution = 0;
  glp_free_env();
  begin_epoch();
}

glpk_shim *glpk_shim_create(void) {
  glpk_shim *shim = calloc(1, sizeof *shim);
  if (shim == NULL) return NULL;
  if (here.epoch == 0) begin_epoch();
  set_hooks(shim);
  if (setjmp(shim->escape) != 0) { /* out of memory */
    glpk_shim_break(shim);
    free(shim);
    return NULL;
  }
  shim->problem = glp_create_prob();
  glp_set_obj_dir(shim->problem, GLP_MAX);
  shim->thread = &here;
  shim->epoch = here.epoch;
  here.programmes++;
  return shim;
}

static void delete_problem(glpk_shim *shim) {
  GLPK_SHIM_ENTER(shim, );
  glp_delete_prob(shim->problem);
}

void glpk_shim_free(glpk_shim *shim) {
  delete_problem(shim);
  if (shim->thread == &here && --here.programmes == 0) glp_free_env();
  free(shim->incumbent);
  free(shim);
}

static int bound_type(double lower, double upper) {
  if (isinf(lower)) return isinf(upper) ? GLP_FR : GLP_UP;
  if (isinf(upper)) return GLP_LO;
  return lower == upper ? GLP_FX : GLP_DB; /* GLP_DB with equal bounds is misuse */
}

/* GLPK takes NaN for a number and calls the result optimal. */
static int are_bounds(double lower, double upper) { return lower <= upper && lower < HUGE_VAL && upper > -HUGE_VAL; }

int glpk_shim_set_column(glpk_shim *shim, int column, double lower, double upper, double cost) {
  if (!are_bounds(lower, upper) || !isfinite(cost)) return 0;
  glp_set_col_bnds(shim->problem, column, bound_type(lower, upper), lower, upper);
  glp_set_obj_coef(shim->problem, column, cost);
  return 1;
}

glpk_shim_outcome glpk_shim_add_columns(
  glpk_shim *shim, int count, const double *lower, const double *upper, const double *cost, const int *is_integer
) {
  GLPK_SHIM_ENTER(shim, GLPK_SHIM_FAULT);
  if (count < 1) return GLPK_SHIM_SOLVED;
  int first = glp_add_cols(shim->problem, count);
  for (int i = 0; i < count; i++) {
    if (!glpk_shim_set_column(shim, first + i, lower[i], upper[i], cost[i]))
      return glpk_shim_fault(shim, "a column needs ordered bounds and a finite cost");
    if (is_integer[i]) glp_set_col_kind(shim->problem, first + i, GLP_IV);
  }
  return GLPK_SHIM_SOLVED;
}

/* A row's terms as GLPK takes them, from index 1. */
typedef struct {
  int *columns;
  double *coefficients;
} row_terms;

static glpk_shim_outcome add_rows(
  glpk_shim *shim, int count, const double *lower, const double *upper, const int *starts, const int *columns,
  const double *coefficients, row_terms terms
) {
  GLPK_SHIM_ENTER(shim, GLPK_SHIM_FAULT);
  int first = glp_add_rows(shim->problem, count);
  for (int r = 0; r < count; r++) {
    if (!are_bounds(lower[r], upper[r])) return glpk_shim_fault(shim, "a row needs ordered bounds");
    glp_set_row_bnds(shim->problem, first + r, bound_type(lower[r], upper[r]), lower[r], upper[r]);
    int length = starts[r + 1] - starts[r];
    for (int i = 1; i <= length; i++) {
      terms.columns[i] = columns[starts[r] + i - 1] + 1;
      terms.coefficients[i] = coefficients[starts[r] + i - 1];
      if (!isfinite(terms.coefficients[i])) return glpk_shim_fault(shim, "a row needs finite coefficients");
    }
    glp_set_mat_row(shim->problem, first + r, length, terms.columns, terms.coefficients);
  }
  return GLPK_SHIM_SOLVED;
}

glpk_shim_outcome glpk_shim_add_rows(
  glpk_shim *shim, int count, const double *lower, const double *upper, const int *starts, const int *columns,
  const double *coefficients
) {
  if (count < 1) return GLPK_SHIM_SOLVED;
  size_t most = (size_t)starts[count] + 1;
  row_terms terms = {malloc(most * sizeof *terms.columns), malloc(most * sizeof *terms.coefficients)};
  glpk_shim_outcome outcome =
    terms.columns && terms.coefficients ? add_rows(shim, count, lower, upper, starts, columns, coefficients, terms) :
                                          glpk_shim_fault(shim, "out of memory");
  free(terms.columns);
  free(terms.coefficients);
  return outcome;
}

int glpk_shim_has_solution(const glpk_shim *shim) { return shim->has_solution; }

double glpk_shim_bound(const glpk_shim *shim) { return shim->bound; }

const char *glpk_shim_message(const glpk_shim *shim) { return shim->message; }
