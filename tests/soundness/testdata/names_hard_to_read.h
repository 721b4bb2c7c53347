/* Names that linters take for numbers, and that differ in an underscore. */
#include <ffigen/annotations.h>
FFI_MODULE(nh, prefix = nh_, library = nh)
/** Numbers. */
#define NH_I 3
#define NH_O 4
#define NH_l 5
/** Axes. */
typedef enum nh_axis { NH_AXIS_I, NH_AXIS_O, NH_AXIS_L } nh_axis;
/** Of them. */
typedef struct nh_l { int I, l, O; } nh_l;
/** Takes them apart. */
int nh_apart(int I, int l, int O);
/** Takes them together. */
int nh_together(const nh_l *l);
/** Takes two with nearly one name. */
int nh_nearly(int memory, int _memory);
