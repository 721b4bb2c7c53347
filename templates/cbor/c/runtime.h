{{>cbor/c/status.h}}
{{>cbor/c/bytes.h}}
{{>cbor/c/floats.h}}
{{>cbor/c/writer.h}}
{{>cbor/c/reader.h}}
{{>cbor/c/nesting.h}}
#endif /* FFI_CBOR_RUNTIME */
