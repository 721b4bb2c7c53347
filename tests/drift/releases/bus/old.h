/* Modelled on libusb 1.0.22: one way to begin, a flexible array of isochronous packets, a variable list of options. */
#include <stdint.h>
typedef struct bus_context bus_context;
typedef struct bus_handle bus_handle;
enum bus_error { BUS_SUCCESS = 0, BUS_ERROR_IO = -1, BUS_ERROR_OTHER = -99 };
#define BUS_ERROR_COUNT 14
enum bus_option { BUS_OPTION_LOG_LEVEL, BUS_OPTION_USE_USBDK };
struct bus_packet { unsigned length, actual; enum bus_error status; };
struct bus_transfer {
    bus_handle *device;
    uint8_t flags;
    unsigned char endpoint, type;
    unsigned timeout;
    void (*done)(struct bus_transfer *transfer);
    void *user;
    unsigned char *buffer;
    int packets;
    struct bus_packet packet[0];
};
int bus_init(bus_context **context);
int bus_set_option(bus_context *context, enum bus_option option, ...);
void bus_set_debug(bus_context *context, int level);
const char *bus_error_name(int code);
int bus_claim(bus_handle *device, int number);
