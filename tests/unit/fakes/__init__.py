"""In-memory stand-ins for what the use cases need of the outside, small enough to be believed at a glance."""

from .cascade import FakeCascade
from .connections import FakeConnections, FakeSockets
from .feed import FakeFeed
from .files import FakeFiles
from .interruptions import Interrupted, Interruptions, Meanwhile
from .notes import FakeNotes
from .objects import FakeObjects
from .shelf import Shelf
from .sweeping import FakeCensus, FakeProgress
from .time import Clock, Ids

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
