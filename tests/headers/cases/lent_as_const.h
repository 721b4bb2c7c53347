/* A callback is handed an object that it may only look at, and what looks at it alone gives what belongs to it. */
#include <ffigen/annotations.h>
typedef struct device device;
typedef struct axis axis;
device *device_new(void);
void device_free(device *from);
int device_axes(const device *from);
FFI_OWNED(axis_free) axis *device_axis(const device *from, unsigned code);
void axis_free(axis *of);
int axis_value(const axis *of);
typedef void (*device_visit)(const device *seen, void *user_data);
void device_each(device *from, FFI_CALLBACK(user_data = user_data, lifetime = call) device_visit visit, void *user_data);
