"""Shows a running session, through a server: this process has nothing of the runtime.

follow.py <address> <session> <seconds>
"""

import sys
import time

from rt_audio_cbor import rpc
from rt_audio_cbor.call_errors import CallError


def main() -> None:
    address, session, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
    end = time.monotonic() + seconds
    with rpc.connect(address, timeout=5) as client:
        while time.monotonic() < end:
            try:
                with client.state.open(f"{session}.state") as state, client.ring.open(f"{session}.ring") as ring:
                    counters, written = state.get_counters(), ring.get_counters().written
                    print(f"python  gain {state.get_gain():.2f}  produced {counters.blocks_produced}  "
                          f"consumed {counters.blocks_consumed}  in the ring {written}", flush=True)
            except CallError as error:  # not there yet, or not any more
                print(f"python  {error.text}", flush=True)
            time.sleep(0.5)


if __name__ == "__main__":
    main()
