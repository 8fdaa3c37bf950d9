"""The directory of owners, a page at a time, from the user pool, the table and the bucket."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from chalicelib.domain.accounts import Usage
from chalicelib.domain.reconciliation import Part, Position, UsageAudit
from chalicelib.repositories.dynamodb.table import Table
from chalicelib.repositories.owners import PAGE, PEOPLE, OwnerDirectory
from chalicelib.repositories.s3.object_keys import incoming, original, preview
from chalicelib.services.reconciliation import Reconciliation
from tests.support.factories import file_id
from tests.support.fakes import FakeFiles, FakeProgress, SharedState
from tests.support.moto_resources import BUCKET, TABLE
from tests.support.operated_service import just_before

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient
    from types_boto3_s3 import S3Client

A_DAY = 1000
# In S3's order, in which some characters come before the one that ends a name.
NAMES = ["ann!", "ann-b", "ann.c", "ann", "ann0", "anna", "bob"]


class Pool:
    """The user pool, as far as the directory uses it; each token is valid once, and only for its own filter."""

    def __init__(self, *subs: str) -> None:
        self.subs = subs
        self.asked: list[str] = []
        self._tokens: dict[str, tuple[str, int]] = {}

    def list_users(self, **asked: Any) -> Any:
        assert (asked["UserPoolId"], asked["AttributesToGet"]) == ("pool", ["sub"])
        condition = asked.get("Filter", "")
        self.asked.append(condition)
        known, begin = self._tokens.pop(asked["PaginationToken"]) if "PaginationToken" in asked else (condition, 0)
        assert known == condition
        _, sign, value = condition.partition('sub ^= "') if "^" in condition else condition.partition('sub = "')
        word = value.removesuffix('"')
        found = [sub for sub in self.subs if (sub.startswith(word) if "^" in condition or not sign else sub == word)]
        users = [{"Username": "x", "Attributes": [{"Name": "sub", "Value": sub}]} for sub in found]
        end = begin + asked["Limit"]
        if end >= len(found):
            return {"Users": users[begin:end]}
        token = f"token {len(self.asked)}"
        self._tokens[token] = condition, end
        return {"Users": users[begin:end], "PaginationToken": token}

    def invalidate_tokens(self) -> None:
        """Invalidate all tokens, as happens overnight."""
        self._tokens.clear()


def subs(number: int) -> list[str]:
    """Return UUIDs that are evenly distributed, and the same for each test."""
    return sorted(str(UUID(hashlib.md5(str(one).encode(), usedforsecurity=False).hexdigest())) for one in range(number))


def owner_directory(
    s3: S3Client, pool: Any = None, size: int = PAGE, table: Any = None, people: int = PEOPLE
) -> OwnerDirectory:
    people_known: Any = pool or Pool()
    return OwnerDirectory(people_known, "pool", table, s3, BUCKET, size, people)


def everyone(owner_directory: OwnerDirectory, part: Part) -> Iterator[list[str]]:
    """Yield all pages of a part."""
    after: str | None = None
    while True:
        page = owner_directory.page(part, after)
        yield page.owners
        if (after := page.after) is None:
            return


class TestPeople:
    @pytest.mark.parametrize("size", [1, 2, 10, 60])
    @pytest.mark.parametrize("number", [0, 1, 10, 11, 500])
    def test_everybody_is_listed_once_and_in_order(self, s3: S3Client, number: int, size: int) -> None:
        pages = list(everyone(owner_directory(s3, Pool(*subs(number)), people=size), "people"))
        assert [sub for page in pages for sub in page] == subs(number)
        assert max(map(len, pages)) <= size

    def test_no_page_needs_a_token(self, s3: S3Client) -> None:
        pool = Pool(*subs(500))
        after, listed = None, list[str]()
        while True:
            pool.invalidate_tokens()
            page = owner_directory(s3, pool).page("people", after)
            listed += page.owners
            if (after := page.after) is None:
                break
        assert listed == subs(500)

    def test_a_small_pool_is_one_request(self, s3: S3Client) -> None:
        pool = Pool(*subs(PEOPLE))
        assert len(list(everyone(owner_directory(s3, pool), "people"))) == len(pool.asked) == 1

    def test_a_large_one_takes_a_request_for_ten(self, s3: S3Client) -> None:
        pool = Pool(*subs(3000))
        list(everyone(owner_directory(s3, pool), "people"))
        assert len(pool.asked) < 300

    def test_many_who_share_a_whole_prefix_come_page_by_page(self, s3: S3Client) -> None:
        alike = [f"abcdef01-{number}" for number in range(100)]
        assert [sub for page in everyone(owner_directory(s3, Pool(*alike)), "people") for sub in page] == alike

    @pytest.mark.parametrize("old", ["CAISlwIIARLwAQgDEusB", "A7", "a7" * 10, 'a7"', "people"])
    def test_what_is_no_prefix_begins_anew(self, s3: S3Client, old: str) -> None:
        assert owner_directory(s3, Pool("a", "b")).page("people", old).owners == ["a", "b"]

    def test_who_has_an_account_is_known_and_nobody_else(self, s3: S3Client) -> None:
        first, *_ = subs(1)
        asked = Pool(first)
        assert owner_directory(s3, asked).knows(first)
        assert not any(
            map(owner_directory(s3, asked).knows, [first[:-1], first + "0", "", 'x" or sub ^= "', "ann!", "a" * 300])
        )
        assert all('" or' not in condition for condition in asked.asked)


class TestPartitions:
    @pytest.mark.parametrize("size", [1, 2, PAGE])
    def test_every_owner_is_listed_once_and_nothing_else(
        self, s3: S3Client, dynamodb: DynamoDBClient, size: int
    ) -> None:
        table = Table(dynamodb, TABLE)
        for key in [*(f"user#{name}" for name in NAMES), "sweep", *(f"ticket#{number}" for number in range(60))]:
            for sort_key in ("connection#1", "file#1", "note#1", "usage"):
                dynamodb.put_item(TableName=TABLE, Item={"pk": {"S": key}, "sk": {"S": sort_key}})
        pages = list(everyone(owner_directory(s3, size=size, table=table), "partitions"))
        assert sorted(name for page in pages for name in page) == sorted(NAMES)
        assert max(map(len, pages)) <= size

    def test_what_is_nobodys_is_passed_over_so_often_and_no_more(self, s3: S3Client) -> None:
        asked: list[str | None] = []

        def partition_after(after: str | None) -> str:
            asked.append(after)
            return f"ticket#{len(asked):03}"

        page = owner_directory(s3, table=SimpleNamespace(partition_after=partition_after)).page("partitions", "sweep")
        assert (page.owners, page.after, len(asked)) == ([], "ticket#050", 50)

    def test_each_costs_one_request_however_much_is_in_it(self, s3: S3Client, dynamodb: DynamoDBClient) -> None:
        for number in range(200):
            dynamodb.put_item(TableName=TABLE, Item={"pk": {"S": "user#ann"}, "sk": {"S": f"note#{number}"}})
        with just_before(dynamodb, "Scan", lambda: None) as asked:
            assert list(everyone(owner_directory(s3, table=Table(dynamodb, TABLE)), "partitions")) == [["ann"]]
        assert len(asked) == 2


class TestManyPeople:
    def test_in_a_pool_larger_than_a_day_can_do_nobody_starves(self, s3: S3Client) -> None:
        """Sweep daily: the user pool forgets its tokens every night, and a day is enough for a third of the people."""
        pool, progress, reached = Pool(*subs(3000)), FakeProgress(), list[str]()

        def audit(owner: str) -> UsageAudit:
            reached.append(owner)
            return UsageAudit(Usage(0, 0, 0), 1, Usage(0, 0, 0), {})

        def seconds_left() -> float:
            return 900 if len(reached) < day * A_DAY else 0

        usage_auditor: Any = SimpleNamespace(audit=audit)
        table: Any = SimpleNamespace(partition_after=lambda after: None)
        stored_objects: Any = SimpleNamespace(stored=lambda owner: iter(()))
        for day in (1, 2, 3):
            pool.invalidate_tokens()
            files = FakeFiles(SharedState(), lambda: datetime.now(UTC))
            reconciliation = Reconciliation(
                owner_directory(s3, pool, table=table), usage_auditor, files, stored_objects, progress
            )
            list(reconciliation.sweep(datetime.now(UTC), seconds_left))
            assert len(set(reached)) == len(reached) >= min(day * A_DAY, 3000)
        assert progress.kept.position == Position("partitions")


class TestPlaces:
    @pytest.mark.parametrize("size", [1, 2, PAGE])
    @pytest.mark.parametrize("part", ["incoming", "originals", "previews"])
    def test_everybody_is_listed_once(self, s3: S3Client, part: Part, size: int) -> None:
        for name in NAMES:
            for number in (1, 2):
                for key in (incoming(name, file_id(number)), original(name, file_id(number))):
                    s3.put_object(Bucket=BUCKET, Key=key, Body=b"")
                s3.put_object(Bucket=BUCKET, Key=preview(name, file_id(number), 320), Body=b"")
        pages = list(everyone(owner_directory(s3, size=size), part))
        assert [name for page in pages for name in page] == NAMES
        assert max(map(len, pages)) <= size

    def test_the_next_page_begins_after_all_that_is_theirs_and_before_anything_of_the_next(self, s3: S3Client) -> None:
        """Check the request itself: emulators skip a name that a page ended with; S3 does not say that it does."""
        with just_before(s3, "ListObjectsV2", lambda: None) as asked:
            owner_directory(s3).page("originals", "ann")
        start = asked[0]["query_string"]["start-after"]
        assert original("ann", "Z" * 26) < start < original("ann0", file_id(1))

    def test_a_place_is_not_another(self, s3: S3Client) -> None:
        s3.put_object(Bucket=BUCKET, Key=original("ann", file_id(1)), Body=b"")
        s3.put_object(Bucket=BUCKET, Key="originals", Body=b"")
        assert list(everyone(owner_directory(s3), "originals")) == [["ann"]]
        assert list(everyone(owner_directory(s3), "previews")) == [[]]
