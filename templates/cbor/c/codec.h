{{put_head}}
{{#puts}}
{{text}}
{{/puts}}
}

{{#has_bits}}
#if defined(__GNUC__) /* No cast says that a number fits a bit-field. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#endif
{{/has_bits}}
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
{{#has_bits}}
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
{{/has_bits}}

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
