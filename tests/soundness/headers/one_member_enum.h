/* An enum of one member, and errors whose names are short. */
#include <ffigen/annotations.h>
FFI_MODULE(c7, prefix = c7_, library = c7)
typedef enum FFI_ERROR_ENUM(ok = C7_OK) c7_status { C7_OK, C7_TOO_SMALL, C7_BAD } c7_status;
c7_status c7_go(void);
typedef enum c7_one { C7_ONLY } c7_one;
c7_one c7_get(void);
