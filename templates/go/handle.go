{{>go/preamble.go}}

package {{package}}

// #include "{{bridge_header}}"
import "C"

import (
	"runtime"
	"unsafe"

	"{{module}}/internal/memory"
	"{{module}}/raw"
)

{{#doc}}
{{line}}
{{/doc}}
type {{name}} struct {
{{#fields}}
{{line}}
{{/fields}}
}

{{#can_be_new}}
// new{{name}} takes over what C made; nil for nothing.
func new{{name}}(address {{c_type}}, owners ...any) *{{name}} {
	if address == nil {
		return nil
	}
	{{receiver}} := &{{name}}{c: address, owners: owners}
{{#is_collected}}
	runtime.SetFinalizer({{receiver}}, (*{{name}}).Close)
{{/is_collected}}
	return {{receiver}}
}

{{/can_be_new}}
{{#can_be_borrowed}}
// borrowed{{name}} stands for an object that belongs to another one; nil for none.
func borrowed{{name}}(address {{c_type}}, owners ...any) *{{name}} {
	if address == nil {
		return nil
	}
	return &{{name}}{c: address, owners: owners{{#has_close}}, borrowed: true{{/has_close}}}
}

{{/can_be_borrowed}}
{{#has_close}}
{{#close_doc}}
{{line}}
{{/close_doc}}
func ({{receiver}} *{{name}}) Close() error {
{{#is_guarded}}
	if !{{receiver}}.gate.close() {
		return nil
	}
	return {{receiver}}.free()
}

// enter keeps the object open until leave; it fails once Close was called.
func ({{receiver}} *{{name}}) enter() bool { return {{receiver}}.gate.enter() }

func ({{receiver}} *{{name}}) leave() {
	if {{receiver}}.gate.leave() {
		_ = {{receiver}}.free()
	}
}

// free runs once: in Close, or in the last call that was under way then.
func ({{receiver}} *{{name}}) free() error {
	address := {{receiver}}.c
{{/is_guarded}}
{{^is_guarded}}
	address := {{receiver}}.c
	if address == nil {
		return nil
	}
	{{receiver}}.c = nil
{{/is_guarded}}
{{#can_be_borrowed}}
	if {{receiver}}.borrowed {
		return nil
	}
{{/can_be_borrowed}}
{{#is_collected}}
	runtime.SetFinalizer({{receiver}}, nil)
{{/is_collected}}
{{#has_kept_callbacks}}
	defer forgetCallbacks(unsafe.Pointer(address), "")
{{/has_kept_callbacks}}
{{#close_has_status}}
	if code := {{close_code}}(C.{{close}}(address)); code != {{close_ok}} {
		return code.known()
	}
{{/close_has_status}}
{{^close_has_status}}
	C.{{close}}(address)
{{/close_has_status}}
	return nil
}

{{/has_close}}
{{#is_consumed}}
// forget gives the object up without ending it: C has taken it over.
func ({{receiver}} *{{name}}) forget() {
{{#is_collected}}
	runtime.SetFinalizer({{receiver}}, nil)
{{/is_collected}}
{{#is_guarded}}
	{{receiver}}.gate.close()
{{/is_guarded}}
{{^is_guarded}}
	{{receiver}}.c = nil
{{/is_guarded}}
}

{{/is_consumed}}
{{#functions}}
{{#doc}}
{{line}}
{{/doc}}
func {{head}} {
{{#body}}
{{line}}
{{/body}}
}

{{/functions}}
{{#guards}}
{{#doc}}
{{line}}
{{/doc}}
type {{guard}} struct {
{{#fields}}
{{line}}
{{/fields}}
}

{{#methods}}
{{#doc}}
{{line}}
{{/doc}}
func (g *{{guard}}) {{name}}() error {
	lent := g.{{record}}
	if lent == nil {
		return ErrHandleClosed
	}
	if err := g.owner.{{end}}(lent); err != nil {
		return err
	}
	g.{{record}} = nil
	return nil
}

{{/methods}}
{{/guards}}
