{{doc}}

from __future__ import annotations
{{#has_imports}}
{{imports}}
{{/has_imports}}
{{body}}
