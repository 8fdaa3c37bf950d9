"""In-memory fakes of the ports of the use cases, small enough to verify at a glance."""

from .cascade import FakeCascade
from .changes import FakeChangeStore
from .clock import Clock, Ids
from .connections import FakeConnections, FakeSockets
from .files import FakeFiles
from .interruptions import Interrupted, Interruptions, Meanwhile
from .notes import FakeNotes
from .objects import FakeObjects
from .reconciliation import FakeOwnerDirectory, FakeProgress
from .shared_state import SharedState

__all__ = [
    "Clock",
    "FakeCascade",
    "FakeChangeStore",
    "FakeConnections",
    "FakeFiles",
    "FakeNotes",
    "FakeObjects",
    "FakeOwnerDirectory",
    "FakeProgress",
    "FakeSockets",
    "Ids",
    "Interrupted",
    "Interruptions",
    "Meanwhile",
    "SharedState",
]
