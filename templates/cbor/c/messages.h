/* Made by ffigen from {{header}}: what is sent and answered when its functions
 * are called from other processes, for clients and servers. */
#ifndef {{guard}}
#define {{guard}}

#include "{{package}}_cbor.h"

{{>cbor/c/views.h}}
{{#messages}}

/* ---- {{method}}, {{half}} */
{{#is_wide}}

#if defined(__SIZEOF_INT128__)
{{/is_wide}}

{{#aliases}}
typedef {{type}} {{name}}; /* the member is called as its type */
{{/aliases}}
typedef struct {{name}} {
{{#is_empty}}
  char nothing; /* C has no empty structs */
{{/is_empty}}
{{#members}}
{{text}}
{{/members}}
} {{name}};

{{#is_empty}}
{{put_head}}
  (void)value;
  ffi_cbor_put_raw(w, "\240", 1);
}

{{get_head}}
  const uint8_t *const start = r->at;
  const ffi_cbor_key none = {NULL, 0, false};
  const uint64_t missing = 0;
  ffi_cbor_map map = ffi_cbor_open_map(r);
  memset(value, 0, sizeof *value);
  while (ffi_cbor_more(r, &map))
    (void)ffi_cbor_find_key(r, &none, 0, &missing);
  ffi_cbor_close_map(r, start, &none, 0, &missing);
}
{{/is_empty}}
{{^is_empty}}
{{>cbor/c/codec.h}}
{{/is_empty}}

/** Bytes that are always enough for {{name}}_to_cbor(). */
{{bound_head}}
  size_t size = {{fixed}};
{{#bounds}}
{{text}}
{{/bounds}}
  (void)value;
  return size;
}

{{to_head}}
  ffi_cbor_writer w = ffi_cbor_start_writing(buffer, capacity);
  {{name}}_cbor_put(&w, value);
  return ffi_cbor_end_writing(&w);
}

/** What has no fixed length remains in `data`. */
{{from_head}}
  ffi_cbor_reader r = ffi_cbor_start_reading(data, size, options);
  memset(value, 0, sizeof *value);
  {{name}}_cbor_get(&r, value);
  return ffi_cbor_end_reading(&r);
}
{{#lists}}

/** Reads the items of `{{name}}`, as many as there are. */
{{head}}
  ffi_cbor_reader reader = ffi_cbor_read_list(&value->{{name}});
  ffi_cbor_reader *const r = &reader;
  for (size_t i = 0; i < value->{{name}}.count && r->status == FFI_CBOR_OK; ++i) {
{{#has_closed}}
    const uint8_t *const start = r->at;
{{/has_closed}}
{{get}}
  }
  return r->status;
}
{{/lists}}
{{#is_wide}}

#endif
{{/is_wide}}
{{/messages}}

#endif /* {{guard}} */
