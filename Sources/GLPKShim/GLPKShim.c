#include "GLPKShim.h"
