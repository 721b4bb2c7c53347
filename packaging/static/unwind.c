/* The start files of static programs register all unwind tables, and the first exception sorts
 * them: 20 ms here. The tables have an index, as those of other programs do, which is found by
 * itself as long as nothing is registered. The linker's --wrap sends the calls here. */
void __wrap___register_frame_info(const void* begin, void* object);
void* __wrap___deregister_frame_info(const void* begin);

void __wrap___register_frame_info(const void* begin, void* object) {
    (void)begin;
    (void)object;
}

void* __wrap___deregister_frame_info(const void* begin) {
    (void)begin;
    return 0;
}
