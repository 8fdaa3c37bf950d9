"""A fork server: a process with botocore loaded, which forks to run a script: see `forked_functions`.

    python -P fork_server.py <descriptor of a socket> <mark>

Each message on the socket is a script, with its directory, its environment and its three standard streams; the answer
is a descriptor of the new process. The mark is not read: it makes the command line of every fork recognisable.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import botocore.session

# The services that a function may use. Their models are read when the first client of each is created.
SERVICES = ("dynamodb", "s3", "sns", "sqs", "cognito-idp", "apigatewaymanagementapi")
LONGEST = 1 << 20
STREAMS = 3


def main() -> None:
    """Start the requested scripts until the socket is closed."""
    asking = socket.socket(fileno=int(sys.argv[1]))
    _load()
    # The kernel reaps the forks by itself; the process that requested a fork waits for it by its descriptor.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        message, streams, _, _ = socket.recv_fds(asking, LONGEST, STREAMS)
        if not message:
            return
        process = os.fork()
        if process == 0:
            asking.close()
            _become(streams, json.loads(message))
        handle = os.pidfd_open(process)
        # If the requesting process is gone, no further request comes either.
        with suppress(BrokenPipeError):
            socket.send_fds(asking, [b"x"], [handle])
        for descriptor in [handle, *streams]:
            os.close(descriptor)


def _load() -> None:
    """Load what every fork would otherwise load for itself."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from local import service_models

    # A fork imports its own code, and nothing from this checkout.
    del sys.path[0], sys.modules["local"]
    service_models.share()
    session = botocore.session.get_session()
    session.set_credentials("none", "none")
    for service in SERVICES:
        session.create_client(service, "us-east-1")
    # Forks share this memory as long as it is not written to.
    gc.collect()
    gc.freeze()


def _become(streams: list[int], asked: dict[str, Any]) -> NoReturn:
    """Continue as the script, as Python does when it is started with it."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.chdir(asked["directory"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    script = Path(asked["script"])
    sys.argv, sys.path[:0] = [str(script)], [str(script.parent)]
    runpy.run_path(str(script), run_name="__main__")
    sys.exit()


if __name__ == "__main__":
    main()
