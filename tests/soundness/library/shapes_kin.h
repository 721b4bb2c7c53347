/* Objects that keep others of their family. Part of shapes.h. */
#ifndef SH_SHAPES_KIN_H
#define SH_SHAPES_KIN_H
#include "shapes.h"

FFI_HANDLE(sh_manor, close = sh_manor_close, threads = send)
/** Has two wings. */
typedef struct sh_manor sh_manor;
FFI_HANDLE(sh_wing, threads = send)
/** A part of a manor. */
typedef struct sh_wing sh_wing;
FFI_HANDLE(sh_lodger, close = sh_lodger_close, threads = send)
/** Lives in a wing, which forgets who leaves; others do not hear of it. */
typedef struct sh_lodger sh_lodger;
sh_status sh_manor_open(FFI_OUT sh_manor** manor);
void sh_manor_close(sh_manor* manor);
FFI_BORROWED sh_wing* sh_manor_wing(sh_manor* manor, uint32_t index);
sh_status sh_wing_welcome(sh_wing* wing, FFI_OUT sh_lodger** lodger);
void sh_lodger_close(sh_lodger* lodger);
/** Keeps the lodger, or lets go of the one it had. */
sh_status sh_manor_honour(sh_manor* manor, FFI_NULLABLE sh_lodger* lodger);
/** Keeps all of them, two at most. */
sh_status sh_manor_seat(sh_manor* manor, FFI_COUNTED_BY(count) sh_lodger* const* lodgers,
                        size_t count);
/** Keeps the lodger. */
sh_status sh_wing_host(sh_wing* wing, const sh_lodger* lodger);
/** Keeps the manor. */
sh_status sh_lodger_praise(sh_lodger* lodger, const sh_manor* manor);
/** Only looks at the lodger. */
sh_status sh_manor_greet(sh_manor* manor, sh_lodger* lodger) FFI_HARMLESS;
/** Uses who is kept: how many these are. */
sh_status sh_manor_dine(sh_manor* manor, FFI_OUT int32_t* lodgers);
/** Uses what the lodger keeps: whether there is something. */
sh_status sh_lodger_boast(sh_lodger* lodger, FFI_OUT int32_t* manors);
FFI_HANDLE(sh_alley, close = sh_alley_close, threads = send)
/** Lies between two manors. */
typedef struct sh_alley sh_alley;
sh_status sh_manor_alley(sh_manor* manor, sh_manor* other, FFI_OUT sh_alley** alley);
void sh_alley_close(sh_alley* alley);
/** Uses the manor, and the alley with both of its manors. */
sh_status sh_manor_patrol(sh_manor* manor, sh_alley* alley, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;
/** Uses the alley with both of its manors. */
sh_status sh_alley_sweep(sh_alley* alley, const sh_manor* manor);
#endif
