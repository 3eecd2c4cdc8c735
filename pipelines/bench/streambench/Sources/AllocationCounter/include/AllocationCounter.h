/// Allocations since the process began: this target's malloc, calloc, realloc and aligned forms stand before the C library's.
unsigned long allocationCount(void);
