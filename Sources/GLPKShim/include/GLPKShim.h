#ifndef GLPK_SHIM_H
#define GLPK_SHIM_H
#include <glpk.h>
#endif
