/* Closures registered with objects that count their owners for one thread at a time, which others
 * lend and take over, and with their parts. */
#include <ffigen/annotations.h>
#include <stdbool.h>
#include <stdint.h>
FFI_MODULE(fl, prefix = fl_, library = fl)

typedef enum FFI_ERROR_ENUM(ok = FL_OK) fl_status { FL_LOST = -1, FL_OK = 0 } fl_status;
/** Is told of a heat. */
typedef void (*fl_felt)(void* user, int32_t heat);
typedef void (*fl_done)(void* user);
/** Says whether it goes on. */
typedef fl_status (*fl_judge)(void* user, int32_t heat);

FFI_HANDLE(fl_flame, close = fl_flame_put, retain = fl_flame_get, threads = send)
typedef struct fl_flame fl_flame;
FFI_HANDLE(fl_spark, threads = send)
typedef struct fl_spark fl_spark;
FFI_HANDLE(fl_oven, close = fl_oven_close, threads = send)
typedef struct fl_oven fl_oven;
FFI_HANDLE(fl_lamp, close = fl_lamp_put, retain = fl_lamp_get, threads = confined)
typedef struct fl_lamp fl_lamp;
FFI_HANDLE(fl_wick, threads = confined)
typedef struct fl_wick fl_wick;

fl_status fl_flame_open(FFI_OUT fl_flame** flame);
fl_flame* fl_flame_get(fl_flame* flame);
void fl_flame_put(fl_flame* flame);
fl_status fl_flame_on(fl_flame* flame,
                      FFI_CALLBACK(user_data = user, lifetime = until, until = fl_flame_off)
                          fl_felt felt,
                      void* user);
fl_status fl_flame_off(fl_flame* flame);
fl_status fl_flame_watch(fl_flame* flame,
                         FFI_CALLBACK(user_data = user, lifetime = close, destroy = done)
                             fl_judge judge,
                         void* user, fl_done done);
fl_status fl_flame_once(fl_flame* flame,
                        FFI_CALLBACK(user_data = user, lifetime = once) fl_felt felt, void* user);
FFI_BORROWED fl_spark* fl_flame_spark(fl_flame* flame);
FFI_BORROWED FFI_NULLABLE const fl_spark* fl_flame_seen(const fl_flame* flame);
int32_t fl_spark_heat(const fl_spark* spark);
fl_status fl_spark_follow(fl_spark* spark,
                          FFI_CALLBACK(user_data = user, lifetime = close) fl_felt felt,
                          void* user);

fl_status fl_oven_open(FFI_OUT fl_oven** oven);
void fl_oven_close(fl_oven* oven);
FFI_BORROWED FFI_NULLABLE fl_flame* fl_oven_flame(fl_oven* oven);
void fl_oven_take(fl_oven* oven, FFI_CONSUMED fl_flame* flame);
void fl_flame_quench(FFI_ENDED fl_flame* flame);

fl_status fl_lamp_open(FFI_CALLBACK(user_data = user, lifetime = close) fl_felt felt, void* user,
                       FFI_OUT fl_lamp** lamp);
void fl_lamp_get(fl_lamp* lamp);
fl_status fl_lamp_put(fl_lamp* lamp);
FFI_BORROWED fl_wick* fl_lamp_wick(fl_lamp* lamp);
fl_status fl_wick_follow(fl_wick* wick,
                         FFI_CALLBACK(user_data = user, lifetime = close) fl_felt felt, void* user);

FFI_HANDLE(fl_hearth, close = fl_hearth_close, threads = safe)
typedef struct fl_hearth fl_hearth;
FFI_HANDLE(fl_ember, threads = safe)
typedef struct fl_ember fl_ember;
fl_status fl_hearth_open(FFI_OUT fl_hearth** hearth);
void fl_hearth_close(fl_hearth* hearth);
FFI_BORROWED_UNTIL(close) fl_ember* fl_hearth_ember(fl_hearth* hearth);
fl_status fl_ember_follow(fl_ember* ember,
                          FFI_CALLBACK(user_data = user, lifetime = close) fl_felt felt,
                          void* user);
