@dataclass(eq=False)
class {{name}}(Record):
    """{{doc}}"""

{{#fields}}
{{#doc}}
    {{text}}
{{/doc}}
    {{name}}: {{type}} = {{initial}}
{{/fields}}

    def _write(self, w: Writer) -> None:
{{^fields}}
        w.raw(b"\xa0")
{{/fields}}
{{#fields}}
{{put}}
{{/fields}}

    @classmethod
    def _read(cls, r: Reader) -> {{name}}:
        self = cls.__new__(cls)
        m = r.open_map({{missing}})
{{#fields}}
        if r.at_key(m, b"{{key_bytes}}", {{bit}}):
            {{get}}
{{/fields}}
        while (field := r.next_field(m, _{{constant}}_KEYS)) is not None:
            self._read_field(r, field)
{{#fields}}
{{#has_default}}
        if m.take({{bit}}):
            self.{{name}} = {{value}}
{{/has_default}}
{{/fields}}
        r.close_map(m, _{{constant}}_KEYS)
        return self

    def _read_field(self, r: Reader, field: int) -> None:
{{^fields}}
        raise NotImplementedError
{{/fields}}
{{#fields}}
        {{#first}}if{{/first}}{{^first}}elif{{/first}} field == {{bit}}:
            {{get}}
{{/fields}}


_{{constant}}_KEYS: Keys = {
{{#fields}}
    {{key}}: ({{bit}}, "{{c_name}}"),
{{/fields}}
}
