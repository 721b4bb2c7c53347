/* What rustfmt and gofmt have an opinion of: calls of many short arguments, several parents, code between a text and a list. */
#ifndef FORMATTERS_H
#define FORMATTERS_H
#include <ffigen/annotations.h>
FFI_HANDLE(formatters_device)
FFI_HANDLE(formatters_monitor)
FFI_HANDLE(formatters_context, close = formatters_context_free)
void formatters_copy_texture_part_3(int target, int level, int xoffset, int yoffset, int zoffset, int x, int y, int width, int height);

typedef struct formatters_device formatters_device;
typedef struct formatters_monitor formatters_monitor;
typedef struct formatters_context formatters_context;
formatters_context *formatters_context_new(void);
void formatters_context_free(formatters_context *context);
formatters_monitor *formatters_context_get_monitor(formatters_context *context);
formatters_device *formatters_context_get_device(formatters_context *context, const char *name);
formatters_device *formatters_monitor_receive_device(formatters_monitor *monitor);
formatters_device *formatters_device_get_parent(formatters_device *device);

/** Sets a number.
 *
 * \default \c use serial number of first page.
 * \param  context  What is set.
 * \param  number   See above.
 * \assert
 *    \code context != NULL \endcode
 * \retval int
 *    \c false if the decoder is already initialized, else \c true.
 */
int formatters_set_number(formatters_context *context, long number);

/** Sets a name.
 * \param  context  What is named.
 * \param  name     The name.
 *
 *     first(code);
 */
int formatters_set_name(formatters_context *context, const char *name);

/** Asks:
 * \code
 * ask(context);
 * \endcode
 * \param  context  What is asked.
 * \param  number   For what.
 */
int formatters_ask(formatters_context *context, long number);
#endif
