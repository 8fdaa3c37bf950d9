"""A fork server: a process with AWS's library for Python loaded, which forks to run a script: see `forked_functions`.

    python -P fork_server.py <descriptor of a socket> <mark>

Each message on the socket is a script, with its directory, its environment and its three standard streams; the answer
is a descriptor of the new process. Nobody uses the mark: it stands in the command line, and so in that of every fork.
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

# What a function may ask for. Their descriptions are read when the first client of each is made.
SERVICES = ("dynamodb", "s3", "sns", "sqs", "cognito-idp", "apigatewaymanagementapi")
LONGEST = 1 << 20
STREAMS = 3


def main() -> None:
    """Start what is asked for, until nobody can ask any more."""
    asking = socket.socket(fileno=int(sys.argv[1]))
    _load()
    # The kernel forgets them by itself when they have ended; whoever asked for them waits for them.
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
        # Where nobody waits for it any more, nobody will ask again either.
        with suppress(BrokenPipeError):
            socket.send_fds(asking, [b"x"], [handle])
        for descriptor in [handle, *streams]:
            os.close(descriptor)


def _load() -> None:
    """Load what each fork would load for itself, the same for all of them."""
    sys.path.insert(0, str(Path(__file__).parent.parent))
    from local import service_models

    # A fork has its own code there, and none of this checkout's.
    del sys.path[0], sys.modules["local"]
    service_models.share()
    session = botocore.session.get_session()
    session.set_credentials("none", "none")
    for service in SERVICES:
        session.create_client(service, "us-east-1")
    # Forks share this memory for as long as nobody writes to it.
    gc.collect()
    gc.freeze()


def _become(streams: list[int], asked: dict[str, Any]) -> NoReturn:
    """Go on as the script, as Python does when it is started with it."""
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
