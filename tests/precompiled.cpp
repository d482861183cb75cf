// The target that CMake makes the tests' precompiled header for needs a source.
