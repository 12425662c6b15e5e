#if os(Linux)
    import CMemory
    import Glibc
    import Testing

    /// Memory that is given back stays only while it is to be kept.
    struct FreedMemoryTests {
        @Test func memoryThatIsGivenBackStaysWhileItIsKept() throws {
            let size = 1 << 20
            let memory = try #require(
                mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
            defer { munmap(memory, size) }
            let bytes = memory.assumingMemoryBound(to: UInt8.self)
            bytes[size / 2] = 7
            memory_keep_freed(true)
            defer { memory_keep_freed(false) }
            #expect(madvise(memory, size, MADV_DONTNEED) == -1)
            #expect(bytes[size / 2] == 7)
            // The system may still take what is marked as free.
            #expect(madvise(memory, size, MADV_FREE) == 0)
            memory_keep_freed(false)
            #expect(madvise(memory, size, MADV_DONTNEED) == 0)
            #expect(bytes[size / 2] == 0)
        }

        /// The allocator inside DuckDB's library hears what is asked of it, where it is jemalloc.
        @Test(.enabled(if: dlsym(nil, "duckdb_je_mallctl") != nil))
        func memoryOfAllThreadsComesFromOnePlace() throws {
            typealias Control =
                @convention(c) (
                    UnsafePointer<CChar>, UnsafeMutableRawPointer?, UnsafeMutablePointer<Int>?,
                    UnsafeMutableRawPointer?, Int
                ) -> CInt
            let control = unsafeBitCast(try #require(dlsym(nil, "duckdb_je_mallctl")), to: Control.self)
            var arenas: UInt32 = 0
            var size = MemoryLayout.size(ofValue: arenas)
            #expect(control("opt.narenas", &arenas, &size, nil, 0) == 0)
            #expect(arenas == 1)
        }
    }
#endif
