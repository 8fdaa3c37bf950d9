"""`make dev`: `chalice local --stage local` on `DEV_PORT` against the running embedded cloud, reloading as you edit.

It is built from Chalice's own parts, because Chalice's command would treat every request as signed in, and would
restart whenever any file below the checkout changes, including the embedded cloud's data.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from chalice.cli.factory import CLIFactory
from chalice.cli.filewatch.stat import StatFileWatcher, StatWorkerProcess
from chalice.cli.reloader import run_with_reloader
from chalice.local import LocalDevServer
from chalice.utils import OSUtils

from ship import command_line
from ship.checkout import CHECKOUT

from .chalice_gateway import Verifier, handler
from .places import Places, port_from_environment
from .port import Taken, refuse_taken
from .stack import Stack


def main() -> None:
    """Serve until Ctrl-C."""
    command_line.no_arguments("local.dev", __doc__)
    port = port_from_environment("DEV_PORT", "8000")
    try:
        refuse_taken(port, "DEV_PORT=8100 make dev")
    except Taken as taken:
        raise SystemExit(str(taken)) from None
    stack = Stack.read(Places.from_environment())
    os.environ.update(_environment(stack))
    # The reloader restarts this program by its command line, which has to name the interpreter.
    sys.argv = [sys.executable, "-m", "local.dev"]
    sys.exit(run_with_reloader(lambda: _server(stack, port), os.environ, str(CHECKOUT), _AppWorker))


def _environment(stack: Stack) -> dict[str, str]:
    """Return Lambda's environment variables; `test` is the embedded cloud's root key, so no IAM policies apply here."""
    return {
        "TABLE": stack.table,
        "MEDIA_BUCKET": stack.media_bucket,
        "WEBSOCKET_URL": stack.websocket_url,
        "AWS_ENDPOINT_URL": stack.endpoint_url,
        "AWS_DEFAULT_REGION": stack.region,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }


def _server(stack: Stack, port: int) -> LocalDevServer:
    config = CLIFactory(str(CHECKOUT), environ=os.environ).create_config_obj(chalice_stage_name="local")
    return LocalDevServer(config.chalice_app, config, "127.0.0.1", port, handler(Verifier(stack)))


class _AppFiles(OSUtils):
    """The file system limited to the app's own files, the only ones that are worth a restart."""

    def walk(self, path: str, followlinks: bool = False) -> Iterator[tuple[str, list[str], list[str]]]:
        yield path, [], ["app.py"]
        for folder in (Path(path, "chalicelib"), Path(path, ".chalice")):
            for directory, folders, names in super().walk(str(folder), followlinks):
                yield directory, folders, [name for name in names if name.endswith((".py", ".json"))]


class _AppWorker(StatWorkerProcess):
    def _start_file_watcher(self, project_dir: str) -> None:
        StatFileWatcher(_AppFiles()).watch_for_file_changes(project_dir, self._on_file_change)


if __name__ == "__main__":
    main()
