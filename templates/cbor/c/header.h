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

/** Bytes of the longest encoding. */
{{max}}

{{put_head}}
{{#puts}}
{{text}}
{{/puts}}
}

{{field_head}}
{{#has_closed}}
  const uint8_t *start = r->at;
{{/has_closed}}
  missing[field / 64] &= ~(UINT64_C(1) << (field % 64));
  switch (field) {
{{#cases}}
  case {{index}}:{{open}}
{{text}}
    break;{{close}}
{{/cases}}
  default:
    break;
  }
}

{{get_head}}
  static const ffi_cbor_key keys[] = {
{{#keys}}
      {{text}},
{{/keys}}
  };
  const uint8_t *const start = r->at;
  uint64_t missing[] = {{words}};
  ffi_cbor_map map = ffi_cbor_open_map(r);
{{#reads}}
{{text}}
{{/reads}}
  while (ffi_cbor_more(r, &map)) {
    const size_t field = ffi_cbor_find_key(r, keys, {{count}}, missing);
    if (field < {{count}})
      {{name}}_cbor_field(r, value, field, missing);
  }
{{#defaults}}
{{text}}
{{/defaults}}
{{#reserved}}
{{text}}
{{/reserved}}
  ffi_cbor_close_map(r, start, keys, {{count}}, missing);
}

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
{{/records}}

#endif /* {{guard}} */
