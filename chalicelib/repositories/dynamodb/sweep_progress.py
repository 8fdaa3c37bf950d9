"""How far the sweeps have come, kept in a partition that is nobody's."""

from __future__ import annotations

from ...domain.reconciliation import PARTS, Checkpoint, Position
from . import expressions
from .attributes import load
from .errors import Refused
from .keys import SWEEP, SWEEP_POSITION
from .table import Table


class DynamoProgress:
    """See `reconciliation.Progress`; of a table that takes the names of partitions as they are."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def checkpoint(self) -> Checkpoint:
        """Reads consistently; at the beginning where no sweep has come anywhere yet.

        A mark of before has a token of the user pool's in place of `after`; its part begins anew.
        """
        item = self._table.get(SWEEP, SWEEP_POSITION)
        if not item:
            return Checkpoint()
        kept = {name: load(value) for name, value in item.items()}
        part = kept["part"] if kept["part"] in PARTS else PARTS[0]
        return Checkpoint(Position(part, kept.get("after"), tuple(kept.get("done", ()))), kept["revision"])

    def move(self, checkpoint: Checkpoint, position: Position) -> Checkpoint | None:
        """One update, on the condition of the revision."""
        moved = Checkpoint(position, checkpoint.revision + 1)
        update = expressions.update(
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
