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
/** Has the other one from now on, in place of what it had. */
sh_status sh_manor_annex(sh_manor* manor, FFI_CONSUMED sh_manor* other);
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
/** Is told that a lodger leaves. */
typedef void (*sh_left)(void* user);
/** Tells of it a while before it has left. */
sh_status sh_lodger_farewell(sh_lodger* lodger,
                             FFI_CALLBACK(user_data = user, lifetime = close) sh_left left,
                             void* user);
/** Is shown who is honoured, if there is one. */
typedef void (*sh_introduced)(void* user, FFI_NULLABLE const sh_lodger* lodger);
sh_status sh_manor_introduce(sh_manor* manor,
                             FFI_CALLBACK(user_data = user, lifetime = call) sh_introduced shown,
                             void* user);
/** Is shown a lodger. */
typedef void (*sh_announced)(void* user, sh_lodger* lodger);
/** Shows who is honoured whenever the manor dines. */
sh_status sh_manor_announce(sh_manor* manor,
                            FFI_NULLABLE FFI_CALLBACK(user_data = user, lifetime = close)
                                sh_announced announced,
                            void* user);
/** Uses who is kept: how many these are. */
sh_status sh_manor_dine(sh_manor* manor, FFI_OUT int32_t* lodgers);
/** Uses what the lodger keeps: whether there is something. */
sh_status sh_lodger_boast(sh_lodger* lodger, FFI_OUT int32_t* manors);
FFI_HANDLE(sh_porch, threads = send)
/** The first part of a manor, where that is. */
typedef struct sh_porch sh_porch;
FFI_BORROWED sh_porch* sh_manor_porch(sh_manor* manor);
sh_status sh_porch_rest(sh_porch* porch, FFI_OUT sh_lodger** lodger);
/** Keeps the lodger, and hears of those alone who rest there. */
sh_status sh_porch_host(sh_porch* porch, const sh_lodger* lodger);
FFI_HANDLE(sh_alley, close = sh_alley_close, threads = send)
/** Lies between two manors. */
typedef struct sh_alley sh_alley;
sh_status sh_manor_alley(sh_manor* manor, sh_manor* other, FFI_OUT sh_alley** alley);
void sh_alley_close(sh_alley* alley);
/** Ends the alley, and looks at the manor. */
sh_status sh_alley_demolish(FFI_ENDED sh_alley* alley, sh_manor* manor);
/** Has the other one from now on, in place of what it had. */
sh_status sh_alley_extend(sh_alley* alley, FFI_CONSUMED sh_alley* other);
/** Uses the manor, and the alley with both of its manors. */
sh_status sh_manor_patrol(sh_manor* manor, sh_alley* alley, FFI_UNIT("ms") int32_t ms) FFI_BLOCKING;
/** Uses all of them. */
sh_status sh_alley_parade(sh_alley* alley, sh_manor* manor, sh_manor* other, const sh_lodger* first,
                          const sh_lodger* second) FFI_HARMLESS;
/** Uses the alley with both of its manors. */
sh_status sh_alley_sweep(sh_alley* alley, const sh_manor* manor);
#endif
