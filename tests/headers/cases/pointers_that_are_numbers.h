/* What cgo takes for a number by its name. */
typedef void *EGLDisplay;
typedef struct _jobject *jobject;
typedef jobject jclass;
EGLDisplay display_of(int which);
int display_close(EGLDisplay shown);
struct surface { EGLDisplay shown; int width; };
void surface_of(struct surface *out, jclass java);
jobject object_of(const struct surface *from);
