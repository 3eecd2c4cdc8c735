// GLPK has no pkg-config file: the module map names the library to link.
#include <glpk.h>
