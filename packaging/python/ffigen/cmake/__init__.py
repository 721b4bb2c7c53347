"""CMake's package of ffigen; build back ends find it by the entry point cmake.root."""
