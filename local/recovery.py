"""Recovery of the data directory after the last run, so that the embedded cloud can start from it.

The newest complete state is used, later changes are rolled back, and what cannot be used is set aside.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from .carry_over import Properties, carried_over
from .object_undo import link, roll_back
from .places import Places
from .quarantine import Aside, Say
from .state_store import Broken, StateStore

_DIRECTORIES = ("state", "s3", "undo", "tmp", "package", "page")
_FILES = ("stack.json", "seeded", "cloud.log", "lock", "cloud.lock")
_SERVING = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "UPDATE_IN_PROGRESS",
            "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS"}  # fmt: skip


def prepare(places: Places, stack_name: str, table: Properties, say: Say) -> int:
    """Return the generation of the state to start from, or 0; the objects' files are rolled back to its time.

    If its table has other local indexes than `table`, it is converted to a new generation.
    """
    aside = Aside(places.data, say)
    _set_aside_wrong_kinds(places.data, aside)
    store = StateStore(places.data / "state" / "generations")
    store.clear_unfinished()
    _take_over_old_layout(places.data / "state", store, aside)
    generation, parts = _newest_whole(store, stack_name, aside)
    if roll_back(places.data / "s3", places.data / "undo", generation):
        say("Rolling back changes made after the last save")
    _set_aside_unknown_objects(places.data, parts, aside)
    _remove_unused_code(places.data / "state" / "lambda-blobs", store)
    return _carry_over(places, store, generation, parts, stack_name, table, say)


def set_aside_generation(places: Places, generation: int, say: Say) -> None:
    """Move a generation away that turned out to be unusable, so that the previous one is the newest."""
    store = StateStore(places.data / "state" / "generations")
    Aside(places.data, say).move(store.path(generation), "the embedded cloud could not read it")


def _set_aside_wrong_kinds(data: Path, aside: Aside) -> None:
    for name in _DIRECTORIES:
        if (data / name).exists() and not _readable_directory(data / name):
            aside.move(data / name, "it is not a readable directory")
    for name in _FILES:
        if (data / name).exists() and not (data / name).is_file():
            aside.move(data / name, "it is not a file")


def _readable_directory(path: Path) -> bool:
    try:
        list(path.iterdir())
    except OSError:
        return False
    return True


def _take_over_old_layout(state: Path, store: StateStore, aside: Aside) -> None:
    """Create the first generation from the old layout, which has one file per service and was only saved on a stop."""
    old = sorted(state.glob("*.json"))
    if not old:
        return
    if not store.numbers():
        try:
            store.save(1, [(path.stem, _checked(path)) for path in old])
        except (ValueError, OSError) as error:
            for path in old:
                aside.move(path, f"not all of the state can be read ({error})")
            return
    for path in old:
        path.unlink()


def _checked(path: Path) -> bytes:
    data = path.read_bytes()
    if not isinstance(json.loads(data), dict):
        raise ValueError(f"{path.name} is not in the embedded cloud's format")
    return data


def _newest_whole(store: StateStore, stack_name: str, aside: Aside) -> tuple[int, dict[str, bytes]]:
    for number in store.numbers():
        try:
            parts = store.read(number)
            _refuse_unfinished(parts, stack_name)
        except Broken as broken:
            aside.move(store.path(number), str(broken))
        else:
            return number, parts
    return 0, {}


def _refuse_unfinished(parts: dict[str, bytes], stack_name: str) -> None:
    """Raise `Broken` for a state in which the service was never up: it contains no user's data."""
    _buckets(parts)
    statuses = {
        stack.get("StackName"): stack.get("StackStatus")
        for stack in _scoped(parts, "cloudformation", "stacks").values()
    }
    if statuses.get(stack_name) not in _SERVING:
        raise Broken(f"its service was never completely deployed (the stack is {statuses.get(stack_name, 'missing')})")


def _carry_over(
    places: Places,
    store: StateStore,
    generation: int,
    parts: dict[str, bytes],
    stack_name: str,
    table: Properties,
    say: Say,
) -> int:
    carried = carried_over(parts, stack_name, table) if parts else None
    if carried is None:
        return generation
    kept = places.data / "before-upgrade" / str(generation)
    shutil.copytree(store.path(generation), kept, copy_function=_keep, dirs_exist_ok=True)
    store.save(generation + 1, carried.items())
    say(f"Migrating your data to this version (the previous state is kept in {kept.parent})")
    return generation + 1


def _keep(source: str, target: str) -> None:
    # It exists already if the last run was interrupted here.
    Path(target).unlink(missing_ok=True)
    link(Path(source), Path(target))


def _set_aside_unknown_objects(data: Path, parts: dict[str, bytes], aside: Aside) -> None:
    """Move objects away whose buckets the state does not know: they would be in the way of creating these buckets."""
    known = _buckets(parts)
    for bucket in sorted((data / "s3").glob("[0-9]*/*")):
        if bucket.name not in known:
            aside.move(bucket, "no saved state refers to it, as after an interrupted first start")
    if not parts and (data / "seeded").exists():
        (data / "seeded").unlink()


def _remove_unused_code(blobs: Path, store: StateStore) -> None:
    parts = [store.path(number) / "lambda.json" for number in store.numbers()]
    if not all(part.is_file() for part in parts):
        return
    used = b"".join(part.read_bytes() for part in parts)
    for blob in blobs.glob("*.zip"):
        if blob.stem.encode() not in used:
            blob.unlink()


def _buckets(parts: dict[str, bytes]) -> set[str]:
    return {name.rpartition("\0")[2].strip("'\"") for name in _scoped(parts, "s3", "buckets_meta")}


def _scoped(parts: dict[str, bytes], service: str, store: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(parts.get(service, b"{}")).get("payload", {}).get(store, {}).get("data", {})
    except (ValueError, AttributeError) as error:
        raise Broken(f"{service} is not in the embedded cloud's format: {error}") from error
    return found
