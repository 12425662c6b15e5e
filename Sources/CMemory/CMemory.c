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

#else

void memory_keep_freed(bool keep) { (void)keep; }

#endif
