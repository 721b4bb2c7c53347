"""What is sent and answered when functions are called in another process."""

from __future__ import annotations

{{#stdlib}}
{{text}}
{{/stdlib}}

{{#enums_import}}
{{text}}
{{/enums_import}}
from {{module}}.message import Record
from {{module}}.reader import Keys, Reader
{{#records_import}}
{{text}}
{{/records_import}}
from {{module}}.writer import Writer
{{#records}}


{{>cbor/python/record.py}}
{{/records}}
