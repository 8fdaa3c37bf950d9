"""In-memory stand-ins for what the use cases need of the outside, small enough to be believed at a glance."""

from .cascade import FakeCascade
from .changes import FakeFeed
from .clock import Clock, Ids
from .connections import FakeConnections, FakeSockets
from .files import FakeFiles
from .interruptions import Interrupted, Interruptions, Meanwhile
from .notes import FakeNotes
from .objects import FakeObjects
from .reconciliation import FakeCensus, FakeProgress
from .shared_state import Shelf

__all__ = [
    "Clock",
    "FakeCascade",
    "FakeCensus",
    "FakeConnections",
    "FakeFeed",
    "FakeFiles",
    "FakeNotes",
    "FakeObjects",
    "FakeProgress",
    "FakeSockets",
    "Ids",
    "Interrupted",
    "Interruptions",
    "Meanwhile",
    "Shelf",
]
