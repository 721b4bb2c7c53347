/* Modelled on curl 8.0: an option, an error, a member at the end of what the library fills in. */
#define XFER_VERSION "8.0.0"
#define XFER_VERSION_MAJOR 8
#define XFER_VERSION_MINOR 0
#define XFER_VERSION_PATCH 0
#define XFER_TIMESTAMP "2023-03-20"
#define OPT_LONG 0
#define OPT_POINTER 10000
typedef enum {
    OPT_URL = OPT_POINTER + 2,
    OPT_PORT = OPT_LONG + 3,
    OPT_QUICK_EXIT = OPT_LONG + 4,
    OPT_LASTENTRY
} xfer_option;
typedef enum { XFER_OK = 0, XFER_NO_HOST, XFER_OBSOLETE, XFER_UNRECOVERABLE, XFER_LAST } xfer_code;
typedef void XFER;
XFER *xfer_init(void);
xfer_code xfer_setopt(XFER *handle, xfer_option option, ...);
struct xfer_version_info {
    int age;
    const char *version;
    unsigned number;
    const char *features;
};
