"""`make backup`: copy everything that people keep in a stage to a directory, while the service runs.

The items are read before the objects: a file that is listed has its bytes, unless it is being permanently deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import chalicelib
from chalicelib.domain.clock import timestamp, utc_now
from ship import command_line

from . import items, leftovers, objects, people
from .archive import Archive
from .running_stage import Problem, RetainedResources, Service, account_of, say, sentences


def main() -> None:
    """Back up the stage that the command line names to the directory that it names."""
    parser = command_line.parser("operate.backup", __doc__)
    command_line.add_stage(parser)
    parser.add_argument("directory", help="the directory for the backup; an earlier backup there is updated")
    parser.add_argument("parts", nargs="*", help="another table, bucket and user pool, or empty")
    arguments = parser.parse_args()
    with sentences():
        if not arguments.directory:
            raise Problem("TO is not set. Set it to the directory for the backup: make backup STAGE=prod TO=directory")
        backup(_source(arguments.stage, *arguments.parts), Archive(Path(arguments.directory)))


def backup(source: RetainedResources, archive: Archive) -> None:
    """Write everything, except objects that an earlier backup has written; the manifest last."""
    began = utc_now()
    archive.begin(source.identity)
    say("· Reading the accounts ...")
    persons = archive.write("accounts", people.everyone(source))
    say("· Reading the table's items ...")
    things = archive.write("items", items.everything(source))
    say("· Downloading new objects ...")
    sizes: list[int] = []
    archive.write("objects", _noting(sizes, objects.fetch(source, archive)))
    facts = {"accounts": persons, "items": things, "objects": len(sizes), "bytes": sum(sizes)}
    archive.finish(
        {
            "skynotes": chalicelib.__version__,
            "source": source.identity,
            "began_at": timestamp(began),
            "finished_at": timestamp(utc_now()),
            **facts,
        }
    )
    for sentence in leftovers.inconsistencies(archive):
        say(sentence)
    totals = ", ".join(f"{count} {name}" for name, count in facts.items())
    say(f"The backup in {archive.directory} is complete: {totals}.")


def _source(stage: str, table: str, bucket: str, pool: str) -> RetainedResources:
    """Return the stage's table, bucket and user pool, or those named instead; if all three are, no stack is needed."""
    if table and bucket and pool:
        return RetainedResources(account_of(stage), table, bucket, pool)
    service = Service.of(stage)
    return replace(
        service,
        table=table or service.table,
        media_bucket=bucket or service.media_bucket,
        user_pool_id=pool or service.user_pool_id,
    )


def _noting(sizes: list[int], found: Iterable[objects.Found]) -> Iterator[Mapping[str, Any]]:
    for one in found:
        sizes.append(one.size)
        yield asdict(one)


if __name__ == "__main__":
    main()
