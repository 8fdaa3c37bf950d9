"""`make restore`: restore a backup to a stage, for the same people with new accounts.

Every step is idempotent, so that an interrupted restore is simply run again. Items come before objects: nothing is
restored that its owner has deleted here since the first run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from chalicelib.repositories.dynamodb.attributes import load
from chalicelib.repositories.dynamodb.files import read
from chalicelib.repositories.dynamodb.keys import identify
from ship import command_line

from . import files, items, people
from .archive import Archive
from .files import Returning
from .running_stage import Problem, RetainedResources, Service, say, sentences
from .selection import worth_it


def main() -> None:
    """Restore the stage that the command line names from the directory that it names."""
    parser = command_line.parser("operate.restore", __doc__)
    command_line.add_stage(parser)
    parser.add_argument("directory", help="the directory of the backup")
    parser.add_argument("deleted", nargs="?", default="", help="not empty: also restore what was permanently deleted")
    arguments = parser.parse_args()
    with sentences():
        if not arguments.directory:
            raise Problem("FROM is not set. Set it to the backup's directory: make restore STAGE=prod FROM=directory")
        restore(Service.of(arguments.stage), Archive(Path(arguments.directory)), deleted=bool(arguments.deleted))


def restore(place: RetainedResources, archive: Archive, *, deleted: bool = False) -> None:
    """Restore what is missing. Raises `Problem` before anything is written if the backup is not complete.

    What people have permanently deleted here stays deleted, unless `deleted` is true.
    """
    manifest = archive.manifest()
    say(f"· Restoring the backup of {manifest['source']['table']} from {manifest['began_at']}: accounts ...")
    owners = {one["sub"]: people.bring_back(place, one) for one in archive.read("accounts") if one["confirmed"]}
    bring_back(place, archive, owners, deleted=deleted)
    say("People with a new account set their password with 'Forgot password?' on the page.")


def bring_back(place: RetainedResources, archive: Archive, owners: Mapping[str, str], *, deleted: bool = False) -> None:
    """Restore the notes and files of these people; `owners` maps their `sub` in the backup to the present one."""
    objects = files.Return(place, archive)
    table = items.Return(place, deleted=deleted)
    outcomes: Counter[str] = Counter()
    say("· Restoring the table's items ...")
    returning = list(_items(table, archive, owners, objects, outcomes))
    say("· Uploading the objects ...")
    sent = objects.send(returning)
    say(f"Restored {len(owners)} people: {_described(outcomes)}; {sent} objects uploaded, the others existed already.")


def _items(
    table: items.Return, archive: Archive, owners: Mapping[str, str], objects: files.Return, outcomes: Counter[str]
) -> Iterator[Returning]:
    """Put every item, and yield the files that exist then."""
    for origin, item in worth_it(archive, objects, outcomes):
        owner = owners.get(origin)
        outcome = table.put(owner, item) if owner else "nobody's"
        outcomes[outcome] += 1
        if owner and outcome != "deleted" and identify(load(item["sk"]))[0] == "file":
            yield Returning(origin, owner, read(item))


def _described(outcomes: Counter[str]) -> str:
    words = {
        "written": "items written",
        "there": "existed already",
        "deleted": "deleted here since",
        "nobody's": "without an account",
        "not whole": "files skipped, because they were incomplete or being deleted",
    }
    return ", ".join(f"{outcomes[outcome]} {word}" for outcome, word in words.items() if outcomes[outcome])


if __name__ == "__main__":
    main()
