"""The embedded cloud's process: ministack with a state that survives a crash.

It runs in ministack's own virtual environment. The parent process holds the other end of its standard input; when that
closes, on purpose or by a crash, this process stops. Commands arrive on it, one per line: `open` accepts users' changes
and starts saving, `save <name>` saves at once. Reports go to the file descriptor in REPORT_TO, one per line.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from ministack import app
from ministack.core import cloudfront_js, lambda_runtime
from ministack.services import apigateway_v1, cognito, dynamodb, s3

from local import (
    address_changes,
    finished_invocations,
    forked_functions,
    function_code,
    kept_expressions,
    ministack_state,
    rest_api_import,
    short_exponents,
)
from local.object_undo import ObjectUndo, watch
from local.request_gate import Gate
from local.snapshots import Snapshots
from local.state_store import StateStore

NOT_RESTORED = 3
# A browser requests so many files at once, and each runs a CloudFront function in a Node process.
CONNECTIONS = 6


def main() -> None:
    """Run ministack on the data directory, which is the working directory."""
    data = Path.cwd()
    lock = (data / "cloud.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    store, generation = StateStore(data / "state" / "generations"), int(os.environ["GENERATION"])
    undo = ObjectUndo(Path(s3.DATA_DIR), data / "undo", generation)
    watch(s3, undo)
    finished_invocations.wait(lambda_runtime)
    function_code.share(lambda_runtime, Path(os.environ["FUNCTION_CODE"]))
    if forked_functions.POSSIBLE:
        forked_functions.share(lambda_runtime, forked_functions.ForkServer(Path(os.environ["TMPDIR"])))
    short_exponents.shorten(cognito)
    address_changes.verify_first(cognito)
    kept_expressions.keep(dynamodb)
    rest_api_import.serve(apigateway_v1)
    cloudfront_js._pool.max_idle = CONNECTIONS
    seconds = float(os.environ["SAVE_SECONDS"])
    snapshots = Snapshots(store, undo, ministack_state.parts, _report, data / "state", lock.fileno(), seconds)
    app.app = gate = Gate(app.app, snapshots.changed)
    app._load_persisted_state = lambda: _restore(store, generation)
    app.save_all = lambda services: snapshots.finish()
    threading.Thread(target=_obey, args=(gate, snapshots), daemon=True).start()
    sys.argv[1:] = []
    app.main()


def _restore(store: StateStore, generation: int) -> None:
    try:
        ministack_state.restore(store.read(generation) if generation else {})
    except ministack_state.NotRestored as error:
        print(f"Could not restore the state: {error}", flush=True)
        os._exit(NOT_RESTORED)


def _obey(gate: Gate, snapshots: Snapshots) -> None:
    for line in sys.stdin:
        command, _, argument = line.strip().partition(" ")
        if command == "open":
            gate.open = True
            snapshots.start(_main_loop())
            snapshots.request("open")
        elif command == "save":
            snapshots.request(argument)
    os.kill(os.getpid(), signal.SIGTERM)


def _main_loop() -> Any:
    return app._MAIN_LOOP


def _report(line: str) -> None:
    try:
        os.write(int(os.environ["REPORT_TO"]), f"{line}\n".encode())
    except OSError:
        # The parent no longer reads the reports.
        print(line, flush=True)


if __name__ == "__main__":
    main()
