/* SPDX-License-Identifier: MIT
 *
 * ffigen/annotations.h: what C cannot say about an interface.
 *
 * Every macro here expands to nothing for a C or C++ compiler, and to `annotate` attributes when
 * ffigen reads the header (it defines __FFIGEN__). Copy this file freely; it needs no other.
 *
 * Arguments written `key = value` are names or literals, never expressions. A wrong or contradictory
 * annotation is an error in ffigen, with its place in the header.
 */
#ifndef FFIGEN_ANNOTATIONS_H
#define FFIGEN_ANNOTATIONS_H

#ifdef __FFIGEN__
#define FFIGEN_NOTE_(text) __attribute__((annotate("ffi." text)))
#define FFIGEN_CAT2_(a, b) a##b
#define FFIGEN_CAT_(a, b) FFIGEN_CAT2_(a, b)
/* A statement about the header as a whole hangs on a typedef of its own. */
#define FFIGEN_DECLARE_(text)                                                                      \
    typedef void FFIGEN_CAT_(ffigen_note_, __COUNTER__) __attribute__((annotate("ffi." text)));
#else
#define FFIGEN_NOTE_(text)
#define FFIGEN_DECLARE_(text)
#endif

/* ---- the header as a whole: stand alone, no semicolon --------------------------------------- */

/** FFI_MODULE(rt_audio, prefix = rt_ffi_, library = rt_audio_ffi, version = RT_FFI_ABI_VERSION)
 *  Name of the packages, prefix stripped from names in the safe layers (several are written
 *  prefix = "sqlite3_ sqlite_", and each is tried), library to link or load,
 *  and the constant that holds the contract's version: a string like "1.2.3", or an integer
 *  major * 1000 + minor. Also `version_function = function` returning the library's own version
 *  (inferred from a name like prefix_version), `fingerprint = function` returning the contract
 *  fingerprint the library was built from, and `last_error = function` returning the calling
 *  thread's last error text. `last_error_when = always` promises that each failing call sets that
 *  text; by default (`sometimes`) a text that the failing call left as it was is taken for an older
 *  failure's and is not shown. `rpc = all` offers every function that can be offered over RPC. */
#define FFI_MODULE(...) FFIGEN_DECLARE_("module(" #__VA_ARGS__ ")")

/** FFI_HANDLE(type, close = function, retain = function, threads = safe|send|confined)
 *  `type` is an opaque object that its user owns and ends with `close`; without `close` its objects
 *  always belong to another object. With `retain` it is reference-counted: `retain` adds an owner and
 *  `close` takes one away. `safe`: any thread at any time; `send`: one thread at a time; `confined`
 *  (the default): the thread that made it.
 *  An object that a function makes out of others is their child: they stay open as long as it does.
 *  FFI_CHILD_OF and FFI_INDEPENDENT say otherwise.
 *  `type` may be the typedef of an integer of up to 32 bits that C knows an object by:
 *  FFI_HANDLE(db_t, close = db_close, none = 0). `none` is the number that stands for no object, -1 if
 *  it is not said. Packages compile C of their own for such functions, as for --wrap-inline; Go takes
 *  addresses of 64 bits for them. */
#define FFI_HANDLE(...) FFIGEN_DECLARE_("handle(" #__VA_ARGS__ ")")

/** FFI_ERROR_CODES(name, members = "SQLITE_*", ok = SQLITE_OK, text = function)
 *  Status codes that are macros or plain constants instead of an enum: `members` are patterns with
 *  `*`, separated by spaces. A function returns them where it is marked FFI_STATUS(name). */
#define FFI_ERROR_CODES(...) FFIGEN_DECLARE_("error_codes(" #__VA_ARGS__ ")")

/** FFI_CXX_CONSTANT(RT_MAX, "rt::max")
 *  The C++ constant of the same value; a static_assert ties the two together. */
#define FFI_CXX_CONSTANT(...) FFIGEN_DECLARE_("cxx_constant(" #__VA_ARGS__ ")")

/* ---- records, before the tag: struct FFI_WIRE name { … } ------------------------------------ */

/** Lives in shared memory or crosses a machine: no pointers, no hidden padding, fixed-width types,
 *  the same layout on every promised target. */
#define FFI_WIRE FFIGEN_NOTE_("wire")
/** The C++ type with the same layout; static_asserts tie the two together (`--lang cpp`). Also on
 *  an enum, and on a field or an enumerator whose name in C++ is another: fields keep theirs, and
 *  enumerators are taken to be called as in the safe layers (RT_MODE_FAST: rt::mode::fast). The
 *  headers that define the C++ types are named by FFI_MODULE(…, cxx_include = "rt/types.hpp"). */
#define FFI_CXX(type) FFIGEN_NOTE_("cxx(" #type ")")

/* ---- fields, before the type ------------------------------------------------------------------ */

/** Kept for later: always zero, hidden from the safe layers. On a parameter: 0 or NULL is passed. */
#define FFI_RESERVED FFIGEN_NOTE_("reserved")
/** On a parameter: this integer or pointer constant is always passed, e.g.
 *  FFI_FIXED(SQLITE_TRANSIENT); hidden from the safe layers. */
#define FFI_FIXED(constant) FFIGEN_NOTE_("fixed(" #constant ")")
/** Unit of a field, a parameter or a constant, e.g. FFI_UNIT("Hz"). */
#define FFI_UNIT(text) FFIGEN_NOTE_("unit(" #text ")")
/** Inclusive range of a field or a parameter; of an array, of each element. On a parameter `high` may be another one that the
 *  caller passes, of the same integer type: FFI_RANGE(0, stride). A function that takes a record with
 *  one in a union is raw: which member is there nobody knows. */
#define FFI_RANGE(low, high) FFIGEN_NOTE_("range(" #low "," #high ")")
/** Key of the field in CBOR, 0 to 4294967295, instead of its name: shorter, and the field can be
 *  renamed. A number once used is never used again for another field. */
#define FFI_KEY(number) FFIGEN_NOTE_("key(" #number ")")
/** Value of the field in a CBOR message that lacks it, for fields added later: a number, true or
 *  false, an enumerator, a text; 0 for an array of zeros. */
#define FFI_DEFAULT(value) FFIGEN_NOTE_("default(" #value ")")
/** On a union within a record, or after the keyword of an anonymous one, union FFI_TAGGED_BY(kind)
 *  { … }: this integer or enum of the record says which member is there. */
#define FFI_TAGGED_BY(field) FFIGEN_NOTE_("tagged_by(" #field ")")
/** On a member of such a union: it is there where the tag has this value, an enumerator or a number.
 *  With other values nothing is there. */
#define FFI_CASE(value) FFIGEN_NOTE_("case(" #value ")")

/* ---- enums, before the tag -------------------------------------------------------------------- */

/** Status codes: FFI_ERROR_ENUM(ok = X, text = function). Functions returning it raise, throw or
 *  return an error for every value but `ok`. */
#define FFI_ERROR_ENUM(...) FFIGEN_NOTE_("error_enum(" #__VA_ARGS__ ")")
/** Values are bits to be combined. */
#define FFI_FLAGS FFIGEN_NOTE_("flags")
/** No value will ever be added. The default is open: unknown values must be expected. */
#define FFI_CLOSED FFIGEN_NOTE_("closed")

/** On an error code: not_found, exists, permission, timeout, interrupted, would_block, invalid,
 *  no_memory, end, unsupported or closed. The language's own error of that kind answers to it. */
#define FFI_ERROR_KIND(kind) FFIGEN_NOTE_("error_kind(" #kind ")")

/* ---- parameters, before the type -------------------------------------------------------------- */

/** The function writes through the pointer; what was there does not matter. */
#define FFI_OUT FFIGEN_NOTE_("out")
/** With FFI_OUT: written on failure as well, so that the object must be closed, or the string freed,
 *  even then. */
#define FFI_ON_ERROR FFIGEN_NOTE_("on_error")
/** The function reads and writes through the pointer. */
#define FFI_INOUT FFIGEN_NOTE_("inout")
/** The pointer is to exactly one element, although a number stands beside it. */
#define FFI_ONE FFIGEN_NOTE_("one")
/** The pointer is the first of `count` elements; `count` names another parameter. With FFI_OUT on
 *  a `char *` this is a text buffer and its capacity in bytes; a `const char *` is then text of that
 *  many bytes, and a `const char *const *` a list of strings. A `count` that is a pointer marked
 *  FFI_INOUT holds the capacity before the call and the number written after it. `count` may be a
 *  product of parameters and numbers, FFI_COUNTED_BY(rows * columns) or FFI_COUNTED_BY(3 * n); the
 *  caller passes such parameters as well. On a returned pointer, or on an FFI_OUT pointer to a
 *  pointer, it says how many elements the function gives: name an FFI_OUT pointer to an integer.
 *  On a field it names another field. `T a[16]` says its length itself. What `void *` points to has no
 *  size of its own: say FFI_SIZED_BY, or a product that ends in bytes, FFI_COUNTED_BY(n * size). */
#define FFI_COUNTED_BY(count) FFIGEN_NOTE_("counted_by(" #count ")")
/** With FFI_COUNTED_BY(rows), on a pointer to pointers: each of them is the first of `length` numbers,
 *  where `length` names another parameter. `const float *const *` is read, `float *const *` written:
 *  channels that lie apart, FFI_COUNTED_BY(channels) FFI_EACH_COUNTED_BY(frames). */
#define FFI_EACH_COUNTED_BY(length) FFIGEN_NOTE_("each_counted_by(" #length ")")
/** As FFI_COUNTED_BY, in bytes. */
#define FFI_SIZED_BY(size) FFIGEN_NOTE_("sized_by(" #size ")")
/** The pointer is the first of elements that end before the first one of this value: an integer, a
 *  constant, or NULL. */
#define FFI_TERMINATED_BY(value) FFIGEN_NOTE_("terminated_by(" #value ")")
/** Number of elements (or bytes of text) actually written into the named out buffer. */
#define FFI_COUNT_OF(buffer) FFIGEN_NOTE_("count_of(" #buffer ")")
/** May be NULL. Pointers are taken to be non-null otherwise. */
#define FFI_NULLABLE FFIGEN_NOTE_("nullable")
/** A NUL-terminated UTF-8 string. Inferred for `const char *`, but for one that looks like a format of
 *  printf's: plain text, then. */
#define FFI_STRING FFIGEN_NOTE_("string")
/** On a returned or out pointer: the caller owns it and frees it with `function`. On a returned record
 *  with an FFI_COUNTED_BY field: `function` takes the record, by value or by address. */
#define FFI_OWNED(function) FFIGEN_NOTE_("owned(" #function ")")
/** On a returned or out pointer: it belongs to the object of the first handle parameter, or to the
 *  library. A borrowed object lasts as long as its owner; text, records and buffers until the next call
 *  that may change the owner, or, the library's, the next call at all. On a callback type, behind its
 *  parameters: the text that it returns is read by C until it calls the callback again in the same
 *  thread, or needs it no more. On a pointer among a callback's parameters: what it leads to stays
 *  until the callback returns, whatever that calls in the meantime. */
#define FFI_BORROWED FFIGEN_NOTE_("borrowed")
/** The same, where it lasts otherwise: `change`, until the next call that may change the owner;
 *  `close`, as long as the owner; `forever`. On a callback type `close` is the callback's own end. */
#define FFI_BORROWED_UNTIL(end) FFIGEN_NOTE_("borrowed_until(" #end ")")
/** On a function that gives an object, or on its FFI_OUT parameter: the object belongs to the objects
 *  of these parameters alone, which stay open as long as it does. Several are separated by spaces. */
#define FFI_CHILD_OF(parameters) FFIGEN_NOTE_("child_of(" #parameters ")")
/** There: the object outlives whatever it was made from. */
#define FFI_INDEPENDENT FFIGEN_NOTE_("independent")
/** On a handle parameter: the function takes the object over, whatever it returns; the caller no longer
 *  owns it. It has the object of the first other handle parameter from now on, and keeps open what the
 *  object belongs to; where there is none, the library has it, and that stays open for ever. */
#define FFI_CONSUMED FFIGEN_NOTE_("consumed")
/** There: the function ends the object as its `close` does, whatever it returns: a transaction's commit.
 *  What the object was made from is free again. */
#define FFI_ENDED FFIGEN_NOTE_("ended")
/** On a function pointer parameter, or on a `const T *` to a record of function pointers:
 *  FFI_CALLBACK(user_data = param, lifetime = call|once|until|close|process, until = function,
 *  destroy = param, thread = caller|any, size = member, type = typedef).
 *  `call`: until the function returns; `once`: until it has been called; `close`: until the object of
 *  the first handle parameter is closed; `until`: until `until` is called with the object, the object
 *  and the id that the function gave, or the function pointer and its user data; `process`: a hook of
 *  the whole process, which the next call replaces and NULL takes away, and which may come without
 *  user data. So may `call`, where the thread in the call alone calls back. `destroy` names a function
 *  pointer that C calls with the user data once it needs the callback no more; then `close` needs no
 *  handle parameter. All functions of a record share the user data, which may be a member of it, as
 *  may be what destroys it; mark members that may be NULL FFI_NULLABLE. Numbers and `const char *` texts
 *  beside the functions are given with them, `size` names the one that holds the record's size, and
 *  what else there is is FFI_RESERVED. C may keep the record where it is, and its texts, for as long as
 *  it may call the functions. The type's own user data is its only `void *`, or the one of several
 *  that is called so, by its name (user_data, context, arg …) or FFI_NAME(user_data). Where the
 *  function pointer is written out, `type` names the typedef of the same signature whose words hold
 *  for it: what the closure is shown, how much of it, and what it gives; without it none do. */
#define FFI_CALLBACK(...) FFIGEN_NOTE_("callback(" #__VA_ARGS__ ")")

/* ---- functions, after the parameter list -------------------------------------------------------- */

/** The result is a status of the named FFI_ERROR_CODES; also ok = value for a code of its own,
 *  e.g. FFI_STATUS(sqlite_error, ok = SQLITE_ROW SQLITE_DONE): these are then returned as values. */
#define FFI_STATUS(...) FFIGEN_NOTE_("status(" #__VA_ARGS__ ")")
/** Neither blocks nor allocates nor makes a system call: fit for a real-time thread. */
#define FFI_REALTIME FFIGEN_NOTE_("realtime")
/** May wait: releases the interpreter lock, never called on an event loop. */
#define FFI_BLOCKING FFIGEN_NOTE_("blocking")
/** Calling it again, with the same arguments, has no other effect: text that did not fit is asked for
 *  again with more room. Inferred where every object that it takes is const. */
#define FFI_REPEATABLE FFIGEN_NOTE_("repeatable")
/** Never calls back, neither in this call nor from another thread because of it. */
#define FFI_NO_CALLBACK FFIGEN_NOTE_("no_callback")
/** It fails by a negative result or NULL, and errno says why. */
#define FFI_ERRNO FFIGEN_NOTE_("errno")
/** It does no more than its types say: its numbers are no addresses, it ends nothing that others have,
 *  no object, descriptor, thread or memory, nor what an object shows, and it keeps no object that it
 *  is given. Needed where a type, a name or another word looks otherwise: `uintptr_t`,
 *  `meter_release(int level)`, `lib_shutdown(void)`, an FFI_THREAD_SAFE function of an object that is
 *  not const, `mixer_play(mixer *, const clip *)`, which could keep the clip that is closed next. */
#define FFI_HARMLESS FFIGEN_NOTE_("harmless")
/** May be called from any thread at any time, also on one object. */
#define FFI_THREAD_SAFE FFIGEN_NOTE_("thread_safe")
/** Lends memory of the object: FFI_LEND(end = function, cancel = function). The out pointer is
 *  valid until `end` or `cancel` gets it back; becomes a guard object. What is lent is lent once:
 *  until then no call lends the same memory again, but other memory, or it fails. `cancel` does not
 *  read it: what is lent to be written, and has an FFI_RANGE or an FFI_CLOSED enum inside, needs
 *  one, since numbers that C does not take cannot be given back by `end`. */
#define FFI_LEND(...) FFIGEN_NOTE_("lend(" #__VA_ARGS__ ")")
/** Makes the function a method of a handle, or names it otherwise in the safe layers:
 *  FFI_METHOD(of = type, name = name, kind = constructor|method|static|getter|setter). */
#define FFI_METHOD(...) FFIGEN_NOTE_("method(" #__VA_ARGS__ ")")
/** Offered over RPC as well. */
#define FFI_RPC FFIGEN_NOTE_("rpc")

/* ---- any declaration ---------------------------------------------------------------------------- */

/** Name in the safe layers. */
#define FFI_NAME(name) FFIGEN_NOTE_("name(" #name ")")
/** Raw layer only. */
#define FFI_RAW_ONLY FFIGEN_NOTE_("raw_only")
/** First version of the contract that has it. */
#define FFI_SINCE(version) FFIGEN_NOTE_("since(" #version ")")
/** Still there, no longer recommended; the text says what to use. */
#define FFI_DEPRECATED(text) FFIGEN_NOTE_("deprecated(" #text ")")

#endif /* FFIGEN_ANNOTATIONS_H */
