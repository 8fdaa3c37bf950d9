"""Notes, files, trash, restore, purge, uploads, expiry and sweeps in any order: nothing is lost or left over.

The next change does not wait for the effects of the one before, so that sweeps and changes overlap with them.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from local.client import Api
from local.stack import Stack
from ship.account import Account
from tests.stack.eventually import eventually
from tests.stack.model_based_user import Life
from tests.support import sample_images
from tests.trials import LONG, rounds

PHOTO = sample_images.photo(long=640, short=480)
# Declared types and the bytes sent; the last type is false, which the service detects.
UPLOADS = [("image/jpeg", PHOTO), ("text/plain", b"What I dreamt."), ("image/png", b"What I dreamt.")]


class AnyOrder(RuleBasedStateMachine):
    """A user's actions; the bundles also keep removed items, so that many actions hit items gone from the lists."""

    live: Callable[[], Life]
    notes = Bundle("notes")
    files = Bundle("files")

    def __init__(self) -> None:
        super().__init__()
        self.life = self.live()
        self.swept_at = 0

    @initialize(target=notes)
    def begin_with_a_note(self) -> str:
        return self.life.write("First")

    @initialize(target=files, note=notes)
    def and_a_photo_of_it(self, note: str) -> Any:
        return self.life.upload(*UPLOADS[0], note)["file"]["id"]

    @initialize(target=files)
    def and_one_of_its_own(self) -> Any:
        return self.life.upload(*UPLOADS[0], None)["file"]["id"]

    @rule(target=notes, title=st.sampled_from(["", "Yesterday"]))
    def write(self, title: str) -> str:
        return self.life.write(title)

    @rule(note=notes, changes=st.sampled_from([{"text": "More."}, {"state": "archived"}, {"state": "active"}]))
    def edit(self, note: str, changes: dict[str, Any]) -> None:
        self.life.edit(note, **changes)

    @rule(target=files, upload=st.sampled_from(UPLOADS), note=st.none() | notes, sent=st.booleans())
    def upload(self, upload: tuple[str, bytes], note: str | None, sent: bool) -> Any:
        declared = (self.life.upload if sent else self.life.declare)(*upload, note)
        return declared["file"]["id"] if declared else multiple()

    @rule(file=files, note=st.none() | notes)
    def move(self, file: str, note: str | None) -> None:
        self.life.move(file, note)

    @rule(path=st.builds("/notes/{}".format, notes) | st.builds("/files/{}".format, files))
    def throw_away(self, path: str) -> None:
        self.life.throw_away(path)

    @rule(path=st.builds("/notes/{}".format, notes) | st.builds("/files/{}".format, files))
    def bring_back(self, path: str) -> None:
        self.life.bring_back(path)

    @rule(path=st.builds("/notes/{}".format, consumes(notes)) | st.builds("/files/{}".format, consumes(files)))
    def delete(self, path: str) -> None:
        self.life.delete(path)

    @rule(note=notes)
    def expire(self, note: str) -> None:
        self.life.expire(note)

    @precondition(lambda self: self.life.done > self.swept_at + 2)
    @rule(days=st.sampled_from([0, 2]))
    def sweep(self, days: int) -> None:
        self.life.sweep(days)
        self.swept_at = self.life.done

    def teardown(self) -> None:
        with suppress(AssertionError):
            eventually(lambda: not self.life.wrong())
        assert self.life.wrong() == []


@pytest.mark.soak
@pytest.mark.timeout(rounds(600, 7200))
def test_whatever_is_done_in_whatever_order(newcomer: Callable[[], Api], account: Account, stack: Stack) -> None:
    class Here(AnyOrder):
        live = staticmethod(lambda: Life(newcomer(), account, stack))

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=rounds(4, 100),
            stateful_step_count=20,
            deadline=None,
            derandomize=not LONG,
            database=None,
            # Shrinking a failure would take an hour.
            phases=[Phase.generate],
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
