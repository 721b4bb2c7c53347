"""The records of the contract."""

from __future__ import annotations

{{#stdlib}}
{{text}}
{{/stdlib}}

{{#enums_import}}
{{text}}
{{/enums_import}}
from {{module}}.message import Record
from {{module}}.reader import Keys, Reader
from {{module}}.writer import Writer
{{#records}}


{{>cbor/python/record.py}}
{{/records}}
