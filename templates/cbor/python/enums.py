"""The enums that are in records."""

from __future__ import annotations

import enum
{{#enums}}


class {{name}}(enum.{{base}}):
    """{{doc}}"""

{{#values}}
{{#doc}}
    {{text}}
{{/doc}}
    {{name}} = {{value}}
{{/values}}
{{/enums}}
