{{#doc}}
{{line}}
{{/doc}}
func {{head}} {
{{#body}}
{{line}}
{{/body}}
}

{{#helpers}}
func {{head}} {
{{#body}}
{{line}}
{{/body}}
}

{{/helpers}}
