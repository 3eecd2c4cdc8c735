#include "GLPKShimState.h"
#include <math.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* GLPK takes whole milliseconds; 0 stops it at its first look at the clock. */
static int milliseconds_until(double deadline) { return (int)fmin(fmax((deadline - seconds()) * 1e3, 0), 2e9); }

/* GLPK drops nodes this close to its best solution, relative; the bound has to allow for them. */
static const double dropped = 1e-10;

static double dropped_bound(double objective) { return objective + dropped * (1 + fabs(objective)); }

static int is_within_gap(const glpk_shim *shim, double objective) {
  return shim->bound - objective <= shim->absolute_gap;
}

/* Branch and cut's own tolerance is relative; ours is absolute, so it is looked at whenever GLPK asks. */
static void watch(glp_tree *tree, void *info) {
  glpk_shim *shim = info;
  if (glp_ios_reason(tree) == GLP_IHEUR && shim->incumbent != NULL && glp_mip_status(glp_ios_get_prob(tree)) != GLP_FEAS)
    glp_ios_heur_sol(tree, shim->incumbent);
  double best = shim->incumbent != NULL ? shim->incumbent_objective : -HUGE_VAL;
  glp_prob *problem = glp_ios_get_prob(tree);
  if (glp_mip_status(problem) == GLP_FEAS) best = fmax(best, glp_mip_obj_val(problem));
  int node = glp_ios_best_node(tree);
  if (node == 0) return;
  double open = fmax(glp_ios_node_bound(tree, node), best > -HUGE_VAL ? dropped_bound(best) : -HUGE_VAL);
  shim->bound = fmin(shim->bound, open);
  if (best > -HUGE_VAL && is_within_gap(shim, best)) glp_ios_terminate(tree);
}

static glp_smcp simplex_parameters(int method) {
  glp_smcp simplex;
  glp_init_smcp(&simplex);
  simplex.msg_lev = GLP_MSG_OFF;
  simplex.meth = method;
  return simplex;
}

static glpk_shim_outcome relaxation(glpk_shim *shim, const glp_smcp *simplex) {
  int code = glp_simplex(shim->problem, simplex);
  if (code == GLP_ETMLIM) return GLPK_SHIM_TIME;
  if (code != 0) return glpk_shim_fault(shim, "the simplex method failed numerically");
  switch (glp_get_status(shim->problem)) {
    case GLP_OPT: return GLPK_SHIM_SOLVED;
    case GLP_NOFEAS: case GLP_UNBND: return GLPK_SHIM_INFEASIBLE;
    default: return glpk_shim_fault(shim, "the simplex method ended without an answer");
  }
}

static glpk_shim_outcome branch_and_cut(glpk_shim *shim, int time_limit_ms) {
  glp_iocp branch;
  glp_init_iocp(&branch);
  branch.msg_lev = GLP_MSG_OFF;
  branch.cb_func = watch;
  branch.cb_info = shim;
  branch.tm_lim = time_limit_ms;
  branch.tol_obj = dropped;
  branch.br_tech = GLP_BR_LFV; /* the last fractional column first: totals stand last, and one of them splits most */
  branch.bt_tech = GLP_BT_DFS;
  branch.mir_cuts = GLP_ON; /* batteries that run empty often lose a part of a task each time: only cuts see it */
  branch.gmi_cuts = GLP_ON;
  int code = glp_intopt(shim->problem, &branch);
  if (code != 0 && code != GLP_ESTOP && code != GLP_EMIPGAP && code != GLP_ETMLIM)
    return glpk_shim_fault(shim, "branch and cut failed numerically");
  int status = glp_mip_status(shim->problem);
  shim->has_solution = status == GLP_OPT || status == GLP_FEAS;
  if (code == GLP_ETMLIM) return GLPK_SHIM_TIME;
  if (code == 0 && shim->has_solution) /* the tree is empty */
    shim->bound = fmin(shim->bound, dropped_bound(glp_mip_obj_val(shim->problem)));
  return shim->has_solution || shim->incumbent != NULL ? GLPK_SHIM_SOLVED : GLPK_SHIM_INFEASIBLE;
}

static glpk_shim_outcome solve(glpk_shim *shim, double deadline) {
  GLPK_SHIM_ENTER(shim, GLPK_SHIM_FAULT);
  glp_smcp simplex = simplex_parameters(GLP_DUALP);
  simplex.tm_lim = milliseconds_until(deadline);
  glpk_shim_outcome outcome = relaxation(shim, &simplex);
  if (outcome != GLPK_SHIM_SOLVED) return outcome;
  shim->bound = glp_get_obj_val(shim->problem);
  if (!isfinite(shim->bound)) return glpk_shim_fault(shim, "the relaxation's objective is not finite");
  if (shim->incumbent != NULL && is_within_gap(shim, shim->incumbent_objective)) return GLPK_SHIM_SOLVED;
  return branch_and_cut(shim, milliseconds_until(deadline));
}

/* Keeps a copy counted from 1 for the callback. */
static int take_incumbent(glpk_shim *shim, const double *values) {
  free(shim->incumbent);
  shim->incumbent = NULL;
  if (values == NULL) return 1;
  int columns = glp_get_num_cols(shim->problem);
  shim->incumbent = malloc(((size_t)columns + 1) * sizeof *values);
  if (shim->incumbent == NULL) return 0;
  shim->incumbent_objective = 0;
  for (int j = 1; j <= columns; j++) {
    shim->incumbent[j] = values[j - 1];
    shim->incumbent_objective += values[j - 1] * glp_get_obj_coef(shim->problem, j);
  }
  return isfinite(shim->incumbent_objective);
}

static int copy_best(glpk_shim *shim, double *solution) {
  GLPK_SHIM_ENTER(shim, 0);
  int columns = glp_get_num_cols(shim->problem), is_finite = 1;
  if (shim->incumbent != NULL && !(shim->has_solution && glp_mip_obj_val(shim->problem) > shim->incumbent_objective))
    for (int j = 1; j <= columns; j++) solution[j - 1] = shim->incumbent[j];
  else
    for (int j = 1; j <= columns; j++) {
      solution[j - 1] = glp_mip_col_val(shim->problem, j);
      is_finite = is_finite && isfinite(solution[j - 1]);
    }
  return is_finite;
}

glpk_shim_outcome glpk_shim_solve(
  glpk_shim *shim, double absolute_gap, double time_limit_s, const double *incumbent, double *solution
) {
  double deadline = seconds() + time_limit_s;
  shim->has_solution = 0;
  shim->bound = HUGE_VAL;
  if (!glpk_shim_enter(shim)) return GLPK_SHIM_FAULT;
  if (!(absolute_gap >= 0) || !(time_limit_s >= 0))
    return glpk_shim_fault(shim, "a gap and a time limit of at least 0 are needed");
  shim->absolute_gap = absolute_gap;
  if (!take_incumbent(shim, incumbent)) return glpk_shim_fault(shim, "an incumbent needs finite numbers and memory");
  glpk_shim_outcome outcome = solve(shim, deadline);
  if (outcome == GLPK_SHIM_FAULT || outcome == GLPK_SHIM_INFEASIBLE) return outcome;
  if (!shim->has_solution && shim->incumbent == NULL) return outcome;
  if (!copy_best(shim, solution)) return glpk_shim_fault(shim, "a solution is not finite");
  shim->has_solution = 1;
  return outcome;
}

glpk_shim_outcome glpk_shim_relax_again(
  glpk_shim *shim, const double *lower, const double *upper, const double *cost, double *objective, double *solution
) {
  GLPK_SHIM_ENTER(shim, GLPK_SHIM_FAULT);
  int columns = glp_get_num_cols(shim->problem);
  for (int j = 1; j <= columns; j++)
    if (!glpk_shim_set_column(shim, j, lower[j - 1], upper[j - 1], cost[j - 1]))
      return glpk_shim_fault(shim, "a column needs ordered bounds and a finite cost");
  glp_smcp simplex = simplex_parameters(GLP_PRIMAL);
  simplex.tol_dj = 1e-11; /* labels differ by less than the default */
  simplex.pricing = GLP_PT_STD; /* no weights to set up for a pivot or two */
  simplex.r_test = GLP_RT_STD;
  glpk_shim_outcome outcome = relaxation(shim, &simplex);
  if (outcome != GLPK_SHIM_SOLVED) return outcome;
  *objective = glp_get_obj_val(shim->problem);
  for (int j = 1; solution != NULL && j <= columns; j++) solution[j - 1] = glp_get_col_prim(shim->problem, j);
  return isfinite(*objective) ? outcome : glpk_shim_fault(shim, "the relaxation's objective is not finite");
}
