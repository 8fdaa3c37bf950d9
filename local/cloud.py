"""The embedded cloud: its start, its health check, its restart after a crash, and its orderly stop."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ship.account import EMBEDDED_REGION

from . import function_processes, recovery
from .carry_over import Properties
from .places import Places
from .port import refuse_taken, wait_for_the_last_run
from .quarantine import Say

ACCOUNT = "123456789012"
START_SECONDS = 60
# Saving takes longer the more data there is, and must not be interrupted early.
STOP_SECONDS = 60
SETTLE_SECONDS = 1
SAVE_SECONDS = 60
# At most so many crashes within so many seconds; beyond that, a restart will not help.
RESTARTS, RESTART_SECONDS = 5, 20
NOT_RESTORED = 3


class NotStarted(Exception):
    """A failure of the embedded cloud to start or to save."""


class Cloud:
    """The embedded cloud on `places.port`, with the data of the last run."""

    def __init__(self, places: Places, stack_name: str, table: Properties, say: Say) -> None:
        self._places, self._stack_name, self._table, self._say = places, stack_name, table, say
        self._process: subprocess.Popen[bytes] | None = None
        self._saved = threading.Event()
        self._open = self._stopping = False
        self._ready: Callable[[], None] = lambda: None
        self._supervisor = threading.Thread(target=self._supervise, daemon=True)
        # The reason why it is not restarted any more.
        self.given_up: str | None = None
        self.ended = threading.Event()

    @property
    def process_id(self) -> int:
        """The cloud's process id, which changes when it is restarted; 0 before the first start."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start the cloud, and return when it answers. Raises `NotStarted` with the end of its log."""
        wait_for_the_last_run(self._places, self._say)
        refuse_taken(self._places.port)
        function_processes.end_all(self._places)
        while True:
            generation = recovery.prepare(self._places, self._stack_name, self._table, self._say)
            self._process = self._spawn(generation)
            if self._wait_until_healthy(self._process):
                return
            if self._process.returncode != NOT_RESTORED:
                raise NotStarted(f"The embedded cloud did not start. The end of {_last_words(self._places)}")
            recovery.set_aside_generation(self._places, generation, self._say)

    def open(self, ready: Callable[[], None]) -> None:
        """Accept users' changes, and save them from now on; until then nothing is saved.

        `ready` is called now, and after every restart of the cloud.
        """
        self._open, self._ready = True, ready
        self._command("open")
        self._ready()
        self._supervisor.start()

    def save(self) -> None:
        """Return when everything done so far is saved. Raises `NotStarted` when it cannot be."""
        self._saved.clear()
        self._command("save saved")
        if not self._saved.wait(SAVE_SECONDS):
            raise NotStarted(f"The embedded cloud could not save. The end of {_last_words(self._places)}")

    def stop(self) -> None:
        """Let the functions process the latest events, save the state, and stop the cloud."""
        self._stopping = True
        if self._process:
            _stop(self._process, SETTLE_SECONDS if self._open else 0)
            function_processes.end_all(self._places)
        _clear_scratch(self._places)

    def _spawn(self, generation: int) -> subprocess.Popen[bytes]:
        _clear_scratch(self._places)
        # A function that briefly outlives the cloud may still write there.
        self._places.scratch.mkdir(parents=True, exist_ok=True)
        reading, writing = os.pipe()
        with _log(self._places).open("ab" if self._open else "wb") as log:
            process = subprocess.Popen(
                [self._places.emulator_python, "-P", Path(__file__).with_name("emulator.py")],
                env=_environment(self._places, generation, writing),
                cwd=self._places.data,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=[writing],
                # Ctrl-C in the terminal must only reach the parent, which stops the cloud in order.
                start_new_session=True,
            )
        os.close(writing)
        threading.Thread(target=self._listen, args=(reading,), daemon=True).start()
        return process

    def _listen(self, reading: int) -> None:
        with os.fdopen(reading) as reports:
            for line in reports:
                kind, _, text = line.strip().partition(" ")
                if kind == "saved":
                    self._saved.set()
                elif kind == "problem":
                    self._say(f"The latest changes could not be saved ({text}); retrying")

    def _command(self, line: str) -> None:
        try:
            if self._process and self._process.stdin:
                self._process.stdin.write(f"{line}\n".encode())
                self._process.stdin.flush()
        except OSError:
            # It has died, which the supervising thread notices.
            return

    def _close_stdin(self) -> None:
        if self._process and self._process.stdin:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def _wait_until_healthy(self, process: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + START_SECONDS
        while not _healthy(self._places):
            if process.poll() is not None or time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        return process.poll() is None

    def _supervise(self) -> None:
        deaths: list[float] = []
        while self._process and not self._stopping:
            status = self._process.wait()
            if self._stopping:
                return
            deaths = [moment for moment in deaths if time.monotonic() - moment < RESTART_SECONDS] + [time.monotonic()]
            try:
                self._start_again(status, len(deaths))
            except Exception as problem:  # noqa: BLE001 - any failure has to be reported
                self.given_up = f"The embedded cloud crashed and could not be restarted: {problem}"
                self._say(self.given_up)
                self.ended.set()
                return

    def _start_again(self, status: int, deaths: int) -> None:
        if deaths > RESTARTS:
            raise NotStarted(f"It crashed {deaths} times. The end of {_last_words(self._places)}")
        self._say(f"The embedded cloud crashed (exit status {status}); restarting it")
        self._close_stdin()
        self.start()
        if self._stopping and self._process:
            _stop(self._process, 0)
        self._command("open")
        self._ready()
        self._say("The embedded cloud is running again")


@contextmanager
def running(places: Places, stack_name: str, table: Properties, say: Say) -> Iterator[Cloud]:
    """Run the embedded cloud during the block; `table` holds the properties that the table is going to have."""
    cloud = Cloud(places, stack_name, table, say)
    try:
        cloud.start()
        yield cloud
    finally:
        cloud.stop()


def _environment(places: Places, generation: int, reports: int) -> dict[str, str]:
    """Return the cloud's environment without the host's AWS_* and PYTHON* variables, which functions would inherit."""
    data = places.data
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": str(data),
        "TMPDIR": str(places.scratch),
        "FUNCTION_CODE": str(places.code),
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(places.port),
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": EMBEDDED_REGION,
        "GENERATION": str(generation),
        "REPORT_TO": str(reports),
        "SAVE_SECONDS": str(places.save_seconds),
        "PERSIST_STATE": "1",
        "STATE_DIR": str(data / "state"),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(data / "s3"),
        # Services that are not used here, and that would listen on ports of their own.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
    }


def _healthy(places: Places) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", places.port, timeout=5)
    try:
        connection.request("GET", "/_ministack/health")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes], settle_seconds: float) -> None:
    if process.poll() is None:
        # Events on their way to a function are not saved, so functions get time to process the latest ones.
        time.sleep(settle_seconds)
    if process.stdin:
        with contextlib.suppress(OSError):
            process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _clear_scratch(places: Places) -> None:
    """Delete the temporary files: ministack unpacks a function for each of its starts, and leaves it there."""
    shutil.rmtree(places.scratch, ignore_errors=True)


def _log(places: Places) -> Path:
    return places.data / "cloud.log"


def _last_words(places: Places) -> str:
    words = "\n".join(_log(places).read_text(errors="replace").splitlines()[-15:])
    return f"{_log(places)}:\n{words}"
