// run verify layout_differs.h
// status 1
// expect layout_differs.h:7:10: error: [L02]
// expect frames
#include <ffigen/annotations.h>
struct FFI_WIRE stream {
    long frames;
};
