@dataclass(eq=False)
class {{name}}(Record):
    """{{doc}}"""

{{#fields}}
{{#has_tag}}
{{#tag_doc}}
    {{text}}
{{/tag_doc}}
    {{tag}}: {{tag_type}} = {{tag_initial}}
{{/has_tag}}
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

{{#choices}}
    def _write_{{name}}(self, w: Writer) -> None:
        value: Any = self.{{name}}
{{#cases}}
        {{#first}}if{{/first}}{{^first}}elif{{/first}} self.{{tag}} == {{value}}:
{{#is_record}}
            w.expect(value, {{type}})
{{/is_record}}
            w.raw(b"{{head}}")
            {{put}}
{{/cases}}
        else:
            w.expect(value, type(None))
            w.raw(b"\x81")
            {{put_tag}}

    def _read_{{name}}(self, r: Reader) -> None:
        choice = r.open_choice()
        at = r.at
        {{get_tag}}
{{#cases}}
        {{#first}}if{{/first}}{{^first}}elif{{/first}} self.{{tag}} == {{value}}:
            r.check_value(choice, at, True)
            {{get}}
{{/cases}}
        else:
            r.check_value(choice, at, False)
            self.{{name}} = None
        r.close_list(choice.is_open)

{{/choices}}
    @classmethod
    def _read(cls, r: Reader) -> {{name}}:
        self = cls.__new__(cls)
        m = r.open_map({{missing}})
{{#fields}}
        if r.at_key(m, b"{{key_bytes}}", {{bit}}):
            {{get}}
{{/fields}}
        while m.left and (field := r.next_field(m, _{{constant}}_KEYS)) is not None:
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
