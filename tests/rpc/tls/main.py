"""main.py ADDRESS MS CERTIFICATE KEY AUTHORITY [aio]: adds numbers in so long, or says why not."""

import asyncio
import ssl
import sys

from timer_cbor import aio, rpc
from timer_cbor.call_errors import DeadlineError, LostError

address, ms, certificate, key, authority = sys.argv[1:6]
context = ssl.create_default_context(cafile=authority)
context.load_cert_chain(certificate, key)
seconds = int(ms) / 1000


async def concurrent() -> float:
    async with await aio.connect(address, timeout=seconds, context=context) as client:
        return (await client.sum([1, 2.5]))[0]


def blocking() -> float:
    with rpc.connect(address, timeout=seconds, context=context) as client:
        return client.sum([1, 2.5])[0]


try:
    print(asyncio.run(concurrent()) if len(sys.argv) > 6 else blocking())
except LostError as error:
    print(f"ffi.lost: {error}")
except DeadlineError as error:
    print(f"ffi.deadline: {error}")
