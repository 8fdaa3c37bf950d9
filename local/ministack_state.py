"""Export and restoration of the state of ministack's services; all that depends on ministack's internals is here.

ministack saves how far a function has read a table's stream but not the stream, so records in flight would be lost.
Here they are saved as a part of their own, starting with the first record that a function has not read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ministack import app
from ministack.core import persistence
from ministack.services import dynamodb, lambda_svc, s3

STREAMS = "dynamodb_stream_records"


class NotRestored(Exception):
    """A service's state that could not be restored."""


def parts() -> Iterator[tuple[str, bytes]]:
    """Yield every service's state by its name, as ministack writes it. Raises rather than leave one out."""
    # Blobs are named by their content, and the previous generation may need one that this one does not.
    lambda_svc._prune_orphan_code_blobs = lambda referenced: None
    # All functions have the same code, so it is written once.
    lambda_svc._write_code_blob = cache(lambda_svc._write_code_blob)
    yield STREAMS, _dump(_streams())
    for name, get_state in app._build_persistence_save_dict().items():
        state = get_state()
        if state is not None:
            wrapped = {"__ministack_format__": persistence._state_format_version(name), "payload": state}
            yield name, _dump(wrapped)


def restore(saved: Mapping[str, bytes]) -> None:
    """Restore every service's state. Raises `NotRestored`."""
    lambda_svc._read_code_blob = _code
    streams = _load(saved[STREAMS]) if STREAMS in saved else None
    if streams:
        dynamodb._stream_records.update(streams["records"])
        dynamodb._stream_trimmed.update(streams["trimmed"])
    for name, module in app._state_map.items():
        if name in saved:
            try:
                _restore_service(name, module, saved[name], positions=streams is not None)
            except Exception as error:
                raise NotRestored(f"{name}: {error!r}") from error


def _code(digest: str) -> bytes | None:
    """Return a function's zip, or, if that is damaged, the one that it was deployed from, which has the same name."""
    blob = Path(lambda_svc.CODE_BLOB_DIR, f"{digest}.zip")
    for path in [blob, *Path(s3.DATA_DIR).glob(f"*/*/{digest}.zip")]:
        if path.is_file() and hashlib.sha256(code := path.read_bytes()).hexdigest() == digest:
            return code
    return None


def _restore_service(name: str, module: str, saved: bytes, positions: bool) -> None:
    wrapped = _load(saved)
    if wrapped["__ministack_format__"] > persistence._state_format_version(name):
        raise NotRestored(f"{name} was written by a newer embedded cloud")
    state = wrapped["payload"]
    if name == "lambda" and not positions:
        state.pop("dynamodb_stream_positions", None)
    app._get_module(module).load_persisted_state(state)


def _streams() -> dict[str, Any]:
    """Return the records that a function has not read yet, and how many came before them."""
    records, trimmed = type(dynamodb._stream_records)(), type(dynamodb._stream_trimmed)()
    for (account, region, table), found in dynamodb._stream_records.all_items():
        before = dynamodb._trimmed_count(table, account, region)
        seen = max(0, min(_positions(account, region, table), default=before + len(found)) - before)
        records.set_scoped(account, region, table, found[seen:])
        trimmed.set_scoped(account, region, table, before + min(seen, len(found)))
    return {"records": records, "trimmed": trimmed}


def _positions(account: str, region: str, table: str) -> list[int]:
    return [
        lambda_svc._dynamodb_stream_positions.get_scoped(account, region, mapping["UUID"], 0)
        for scope, mapping in lambda_svc._esms._data.items()
        if scope[:2] == (account, region) and f":table/{table}/stream/" in mapping.get("EventSourceArn", "")
    ]


def _dump(state: Any) -> bytes:
    return json.dumps(state, default=persistence._json_default).encode()


def _load(saved: bytes) -> Any:
    return json.loads(saved, object_hook=persistence._json_object_hook)
