/* Nothing but what some platforms alone have. */
#ifdef __linux__
struct device;
struct device *device_open(int number);
void device_close(struct device *d);
int device_level(const struct device *d);
#endif
