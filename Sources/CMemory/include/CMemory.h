#pragma once

#include <stdbool.h>

/// Whether memory that allocators would give back to the system stays with the process, until the system is short of it.
///
/// For a process that does one large piece of work and ends. DuckDB gives back what it frees and asks for it again, several
/// times over; the system clears each page that comes back, which in a virtual machine takes microseconds a page: a tenth of
/// the time of loading ten million orders. Allocators mark freed pages as ones that the system may take when it is short
/// (MADV_FREE) before they drop them (MADV_DONTNEED): only the latter is refused, which allocators are prepared for.
///
/// Does nothing except on Linux.
void memory_keep_freed(bool keep);

/// Asks the processor to bring memory near that is read soon.
static inline void memory_prefetch(const void *address) { __builtin_prefetch(address); }
