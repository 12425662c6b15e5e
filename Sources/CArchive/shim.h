#pragma once
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#if defined(__APPLE__)
#include <xlocale.h>
#endif

/// A locale whose text is UTF-8, which libarchive needs to understand names that an archive says are UTF-8; null where the
/// system has none. Its owner frees it.
static inline locale_t archive_make_utf8_locale(void) {
    locale_t made = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    return made ? made : newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
}
