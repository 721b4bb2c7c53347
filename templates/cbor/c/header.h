/* Made by ffigen from {{header}}: its records as CBOR (RFC 8949), written and
 * read without allocation. For each record:
 *
 *   <record>_to_cbor(&value, buffer, capacity)        bytes written, or why not
 *   <record>_from_cbor(&value, data, size, options)   bytes read, or why not
 *
 * After a failure the value is partly written. Messages are deterministic: the
 * same value gives the same bytes in every language and on every machine. */
#ifndef {{guard}}
#define {{guard}}

#include {{include}}

{{>cbor/c/runtime.h}}
{{#has_wide}}

{{>cbor/c/wide.h}}
{{/has_wide}}
{{#closed}}

static inline bool {{name}}_cbor_is(int64_t value) {
  switch (value) {
{{#cases}}
  case {{name}}:
{{/cases}}
    return true;
  default:
    return false;
  }
}
{{/closed}}
{{#records}}

/* ---- {{name}} */

{{#is_wide}}
#if defined(__SIZEOF_INT128__)
{{/is_wide}}
/** Bytes of the longest encoding. */
{{max}}

{{>cbor/c/codec.h}}
/** Encodes `value`; {{max_name}} bytes are always enough. */
{{to_head}}
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  {{name}}_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** Decodes a message that is nothing but a `{{name}}`. */
{{from_head}}
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  {{name}}_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}
{{#is_wide}}
#endif
{{/is_wide}}
{{/records}}

#endif /* {{guard}} */
