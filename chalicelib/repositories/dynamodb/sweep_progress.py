"""The progress of the sweeps, stored in a partition that belongs to no owner."""

from __future__ import annotations

from ...domain.reconciliation import PARTS, Checkpoint, Position
from . import expressions
from .attributes import load
from .errors import Refused
from .keys import SWEEP, SWEEP_POSITION
from .table import Table


class DynamoProgress:
    """The stored checkpoint; see `reconciliation.Progress`. The table has to use names of partitions unchanged."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def checkpoint(self) -> Checkpoint:
        """Return the checkpoint from a consistent read, or the beginning if none is stored yet.

        A checkpoint of an older release has a token of the user pool in place of `after`; its part starts again.
        """
        item = self._table.get(SWEEP, SWEEP_POSITION)
        if not item:
            return Checkpoint()
        kept = {name: load(value) for name, value in item.items()}
        part = kept["part"] if kept["part"] in PARTS else PARTS[0]
        return Checkpoint(Position(part, kept.get("after"), tuple(kept.get("done", ()))), kept["revision"])

    def move(self, checkpoint: Checkpoint, position: Position) -> Checkpoint | None:
        """Store the next position by an update that is conditional on the revision; return None if it is refused."""
        moved = Checkpoint(position, checkpoint.revision + 1)
        update = expressions.Update(
            {
                "part": position.part,
                "after": position.after,
                "done": list(position.done) or None,
                "revision": moved.revision,
            },
            condition="#revision = :before" if checkpoint.revision else "attribute_not_exists(#revision)",
            values={"before": checkpoint.revision} if checkpoint.revision else {},
        )
        try:
            self._table.update(SWEEP, SWEEP_POSITION, update)
        except Refused:
            return None
        return moved
