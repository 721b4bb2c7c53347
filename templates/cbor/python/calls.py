"""The functions of the contract, called in another process{{#is_async}}, for asyncio{{/is_async}}.

``{{#is_async}}client = await connect("unix:/run/x.sock"){{/is_async}}{{^is_async}}client = connect("unix:/run/x.sock"){{/is_async}}``. Every call takes a ``timeout`` in seconds.
"""

from __future__ import annotations

import ssl
{{#stdlib}}
{{text}}
{{/stdlib}}

from {{module}} import _link
from {{module}} import _messages as messages
{{^is_async}}
from {{module}}._cancel import {{#has_never}}NEVER, {{/has_never}}Cancel
{{/is_async}}
from {{module}}.{{link_module}} import {{link_class}} as {{link}}
from {{module}}.{{link_module}} import open_link as _open_link
from {{module}}.call_errors import (
    CallError,
    DeadlineError,
{{^is_async}}
    GivenUpError,
{{/is_async}}
    LostError,
    RpcError,
)
{{#enums_import}}
{{text}}
{{/enums_import}}
{{#records_import}}
{{text}}
{{/records_import}}
{{#objects}}


class {{name}}(_link.Remote[{{link}}]):
    """{{doc}}"""
{{#has_close}}

    {{def}} {{enter}}(self) -> {{name}}:
        return self

    {{def}} {{exit}}(self, *_: object) -> None:
        if not self._is_ended:
{{^is_async}}
            with NEVER:
                self.close()
{{/is_async}}
{{#is_async}}
            await self.close()
{{/is_async}}
{{/has_close}}
{{#calls}}

{{text}}
{{/calls}}


class {{name}}Maker:
    """Makes a {{name}}."""

    def __init__(self, link: {{link}}) -> None:
        self._link = link
{{#makers}}

{{text}}
{{/makers}}
{{/objects}}


class Client:
    """Calls functions in another process."""

    def __init__(self, link: {{link}}) -> None:
        self._link = link
{{#objects}}
        self.{{attribute}} = {{name}}Maker(link)
{{/objects}}

    {{def}} close(self) -> None:
        """Ends the connection, and with it all objects of the client."""
        {{await}}self._link.close()

    {{def}} {{enter}}(self) -> Client:
        return self

    {{def}} {{exit}}(self, *_: object) -> None:
        {{await}}self.close()
{{#calls}}

{{text}}
{{/calls}}


{{def}} connect(
    address: str,
    *,
    timeout: float | None = None,
    tolerant: bool = False,
    context: ssl.SSLContext | None = None,
) -> Client:
    """Connects to ``unix:PATH``, ``tcp:HOST:PORT``, ``tls:HOST:PORT`` or ``nats://HOST:PORT/MODULE.INSTANCE``.

    Args:
        address: Where the server is.
        timeout: Seconds for each call that has no other.
        tolerant: A server of another layout may answer: each message says whether it is understood.
        context: For ``tls:`` and ``nats+tls:``, with a certificate.
    """
    link = _open_link(address, timeout, tolerant, context)
{{#is_async}}
    await link.connect()
{{/is_async}}
    return Client(link)


__all__ = [
{{#all}}
    "{{name}}",
{{/all}}
]
