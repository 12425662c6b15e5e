#include "CMemory.h"

#ifdef __linux__

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_bool keeps_freed;

void memory_keep_freed(bool keep) { atomic_store(&keeps_freed, keep); }

/// Stands before the C library's for everything that the program is linked to.
int madvise(void *address, size_t length, int advice) {
    if (advice == MADV_DONTNEED && atomic_load_explicit(&keeps_freed, memory_order_relaxed)) {
        errno = EINVAL;
        return -1;
    }
    return (int)syscall(SYS_madvise, address, length, advice);
}

/// How the allocator inside DuckDB's library shares memory out, where it is jemalloc: from one place for all threads. What the
/// threads that read files have given back would be kept for them alone otherwise, while those that build tables ask for more:
/// loads of ten million orders took 6.7 to 7.4 GB, with this 5.6 to 6.1. It stands before the library's variable of that name,
/// which is heard after its own settings.
const char *duckdb_je_malloc_conf_2_conf_harder = "narenas:1";

#else

void memory_keep_freed(bool keep) { (void)keep; }

#endif
