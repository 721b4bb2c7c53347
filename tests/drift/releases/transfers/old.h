/* Modelled on curl 7.87: numbers of options by arithmetic, LAST at the end of each enum. */
#define XFER_VERSION "7.87.0"
#define XFER_VERSION_MAJOR 7
#define XFER_VERSION_MINOR 87
#define XFER_VERSION_PATCH 0
#define XFER_TIMESTAMP "2022-12-21"
#define OPT_LONG 0
#define OPT_POINTER 10000
typedef enum { OPT_URL = OPT_POINTER + 2, OPT_PORT = OPT_LONG + 3, OPT_LASTENTRY } xfer_option;
typedef enum { XFER_OK = 0, XFER_NO_HOST, XFER_OBSOLETE, XFER_LAST } xfer_code;
typedef void XFER;
XFER *xfer_init(void);
xfer_code xfer_setopt(XFER *handle, xfer_option option, ...);
struct xfer_version_info {
    int age;
    const char *version;
    unsigned number;
};
