"""The rounds of the sweep: whom it visits, how far it gets, and where the next one resumes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.reconciliation import Abandoned, Finding, Position, Skipped, Stopped, Swept, UsageAudit
from chalicelib.repositories.s3.object_keys import original
from chalicelib.repositories.s3.stored_objects import S3StoredObjects
from chalicelib.services.reconciliation import Reconciliation
from tests.support.factories import file, file_id
from tests.support.fakes import FakeOwnerDirectory, Meanwhile
from tests.support.moto_resources import BUCKET
from tests.support.reconciliation_fixture import ReconciliationFixture, plenty_of_time

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client

PEOPLE = ["ann", "bob", "cid", "dan", "eve"]
MOMENT = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def fixture(dynamodb: DynamoDBClient, s3: S3Client) -> ReconciliationFixture:
    """Return a fixture with five people, two on a page."""
    fixture = ReconciliationFixture(dynamodb, s3)
    fixture.owner_directory.parts["people"] = PEOPLE
    return fixture


def begin(fixture: ReconciliationFixture, pages: int) -> Iterator[Finding]:
    """Start a sweep that runs out of time after so many pages."""
    left = iter([900.0] * pages + [59.0])
    return fixture.reconciliation().sweep(MOMENT, lambda: next(left))


def owners(findings: list[Finding]) -> list[str]:
    return [finding.owner for finding in findings if isinstance(finding, Swept)]


def test_everyone_has_their_turn_once(fixture: ReconciliationFixture) -> None:
    fixture.owner_directory.parts["incoming"] = ["ann", "gone"]
    fixture.owner_directory.parts["originals"] = ["bob", "gone", "long gone"]
    fixture.owner_directory.parts["previews"] = ["eve", "last"]
    assert owners(fixture.sweep()) == [*PEOPLE, "gone", "long gone", "last"]


def test_the_next_round_begins_anew(fixture: ReconciliationFixture) -> None:
    fixture.sweep()
    assert fixture.progress.kept.position == Position()
    assert owners(fixture.sweep()) == PEOPLE


@pytest.mark.parametrize("pages", [0, 1, 2, 3, 4, 5])
def test_one_that_runs_out_of_time_says_so_and_the_next_goes_on(fixture: ReconciliationFixture, pages: int) -> None:
    fixture.owner_directory.parts["previews"] = ["last"]
    first = list(begin(fixture, pages))
    assert first[-1] == Stopped()
    assert owners(first) + owners(fixture.sweep()) == [*PEOPLE, "last"]


def test_one_that_is_cut_off_is_taken_up_at_the_page_where_it_was(fixture: ReconciliationFixture) -> None:
    cut_off: Any = fixture.reconciliation().sweep(MOMENT, plenty_of_time)
    assert [next(cut_off) for _ in range(3)] == [Swept("ann"), Swept("bob"), Swept("cid")]
    cut_off.close()
    assert owners(fixture.sweep()) == ["cid", "dan", "eve"]


def test_of_two_at_once_one_goes_on_and_one_gives_way(fixture: ReconciliationFixture) -> None:
    first, second = (fixture.reconciliation().sweep(MOMENT, plenty_of_time) for _ in range(2))
    assert [next(first), next(first), next(first), next(second)] == [*map(Swept, ("ann", "bob", "cid")), Swept("cid")]
    assert owners(list(second)) == ["dan", "eve"]
    assert owners(list(first)) == ["dan"]


def test_a_sweep_leaves_owners_to_another_that_moved_the_checkpoint_first(
    fixture: ReconciliationFixture,
) -> None:
    other: list[Finding] = []
    fixture.progress = Meanwhile("move", lambda: other.extend(fixture.sweep())).of(fixture.progress)
    assert fixture.sweep() == []
    assert owners(other) == PEOPLE


def test_each_page_is_asked_for_once_however_many_turns_it_takes(fixture: ReconciliationFixture) -> None:
    fixture.sweep()
    assert len(fixture.owner_directory.asked) == len(set(fixture.owner_directory.asked)) > len(PEOPLE) // 2


def test_on_a_large_page_it_goes_on_after_all_who_had_their_turn(fixture: ReconciliationFixture) -> None:
    fixture.owner_directory = FakeOwnerDirectory(*PEOPLE, size=5)
    cut_off: Any = fixture.reconciliation().sweep(MOMENT, plenty_of_time)
    assert owners([next(cut_off) for _ in range(3)]) == PEOPLE[:3]
    cut_off.close()
    assert owners(fixture.sweep()) == PEOPLE[3:]


def test_those_who_cut_off_every_run_keep_nobody_else_waiting(fixture: ReconciliationFixture) -> None:
    killed_at = {"bob", "cid"}

    def audit(owner: str) -> UsageAudit:
        if owner in killed_at:
            raise KeyboardInterrupt
        return UsageAudit(Usage(0, 0, 0), 1, Usage(0, 0, 0), {})

    reached: list[str] = []
    for _ in range(8):
        usage_auditor: Any = SimpleNamespace(audit=audit)
        swept = Reconciliation(
            fixture.owner_directory,
            usage_auditor,
            fixture.stores.files,
            S3StoredObjects(fixture.s3, BUCKET),
            fixture.progress,
        ).sweep(MOMENT, plenty_of_time)
        with suppress(KeyboardInterrupt):
            reached.extend(one.owner for one in swept if isinstance(one, Swept))
    assert {"ann", "dan", "eve"} <= set(reached)


def test_an_error_for_one_owner_is_reported_and_affects_no_other(fixture: ReconciliationFixture) -> None:
    trouble = OSError()

    def audit(owner: str) -> UsageAudit:
        if owner == "bob":
            raise trouble
        return UsageAudit(Usage(0, 0, 0), 1, Usage(0, 0, 0), {})

    usage_auditor: Any = SimpleNamespace(audit=audit)
    stored_objects = S3StoredObjects(fixture.s3, BUCKET)
    swept = Reconciliation(
        fixture.owner_directory, usage_auditor, fixture.stores.files, stored_objects, fixture.progress
    )
    found = list(swept.sweep(MOMENT, plenty_of_time))
    assert [finding for finding in found if not isinstance(finding, Swept)] == [Skipped("bob", trouble)]
    assert owners(found) == ["ann", "cid", "dan", "eve"]


def test_an_owner_without_an_account_is_reported_and_keeps_their_data(fixture: ReconciliationFixture) -> None:
    fixture.owner_directory.parts["partitions"] = ["ann", "gone"]
    fixture.owner_directory.parts["originals"] = ["gone", "stray"]
    fixture.keep(file(1), owner="gone")
    found = fixture.sweep()
    assert [finding for finding in found if isinstance(finding, Abandoned)] == [Abandoned("gone"), Abandoned("stray")]
    assert fixture.keys() == {original("gone", file_id(1))}
    assert fixture.stores.files.find("gone", file_id(1))


def test_two_at_once_repair_once(fixture: ReconciliationFixture) -> None:
    fixture.drift("cid", notes=3)
    other: list[Finding] = []
    meanwhile = Meanwhile("correct", lambda: other.extend(fixture.sweep()))
    found = fixture.sweep(around=meanwhile.of)
    assert [type(finding).__name__ for finding in other].count("Repaired") == 1
    assert "Repaired" not in [type(finding).__name__ for finding in found]
    assert fixture.stores.usage("cid").notes == 0
