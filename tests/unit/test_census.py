"""Everyone who may have something here, a page at a time, from the user pool and from the bucket."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.repositories.census import PAGE, PoolAndBucket
from chalicelib.repositories.object_keys import incoming, original, preview
from chalicelib.sweeping import Part, TokenForgotten
from tests.unit.emulated import BUCKET
from tests.unit.making import file_id
from tests.unit.saving import just_before

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

# Their order is S3's, in which some characters come before the one that ends a name.
NAMES = ["ann!", "ann-b", "ann.c", "ann", "ann0", "anna", "bob"]


class Pool:
    """As many of the user pools' answers as a census asks for; it takes no token that it has not given."""

    def __init__(self, *subs: str) -> None:
        self._subs = subs

    def list_users(self, **asked: Any) -> Any:
        assert (asked["UserPoolId"], asked["AttributesToGet"]) == ("pool", ["sub"])
        begin, end = int(asked.get("PaginationToken", 0)), int(asked.get("PaginationToken", 0)) + asked["Limit"]
        users = [{"Username": "x", "Attributes": [{"Name": "sub", "Value": sub}]} for sub in self._subs[begin:end]]
        return {"Users": users} | ({"PaginationToken": str(end)} if end < len(self._subs) else {})


class Refusing:
    """One that refuses everything."""

    def __init__(self, code: str) -> None:
        self._code = code

    def list_users(self, **_: Any) -> Any:
        raise ClientError({"Error": {"Code": self._code, "Message": "No."}}, "ListUsers")


def census(s3: S3Client, pool: Any = None, size: int = PAGE) -> PoolAndBucket:
    asked: Any = pool or Pool()
    return PoolAndBucket(asked, "pool", s3, BUCKET, size)


def everyone(census: PoolAndBucket, part: Part) -> Iterator[list[str]]:
    """All pages of a part."""
    token: str | None = None
    while True:
        page = census.page(part, token)
        yield page.owners
        if not (token := page.token):
            return


class TestPeople:
    @pytest.mark.parametrize("size", [1, 2, 3, 60])
    def test_everybody_is_told_once(self, s3: S3Client, size: int) -> None:
        pages = list(everyone(census(s3, Pool(*NAMES), size), "people"))
        assert [sub for page in pages for sub in page] == NAMES
        assert max(map(len, pages)) <= size

    def test_where_nobody_is_there_is_one_empty_page(self, s3: S3Client) -> None:
        assert list(everyone(census(s3), "people")) == [[]]

    def test_a_token_that_the_pool_takes_no_longer_is_told_from_other_refusals(self, s3: S3Client) -> None:
        stale, busy = (census(s3, Refusing(f"{code}Exception")) for code in ("InvalidParameter", "TooManyRequests"))
        with pytest.raises(TokenForgotten):
            stale.page("people", "old")
        for asked, token in ((busy, "old"), (stale, None)):
            with pytest.raises(ClientError):
                asked.page("people", token)


class TestPlaces:
    @pytest.mark.parametrize("size", [1, 2, PAGE])
    @pytest.mark.parametrize("part", ["incoming", "originals", "previews"])
    def test_everybody_is_told_once(self, s3: S3Client, part: Part, size: int) -> None:
        for name in NAMES:
            for number in (1, 2):
                for key in (incoming(name, file_id(number)), original(name, file_id(number))):
                    s3.put_object(Bucket=BUCKET, Key=key, Body=b"")
                s3.put_object(Bucket=BUCKET, Key=preview(name, file_id(number), 320), Body=b"")
        pages = list(everyone(census(s3, size=size), part))
        assert [name for page in pages for name in page] == NAMES
        assert max(map(len, pages)) <= size

    def test_the_next_page_begins_behind_all_that_is_theirs_and_before_anything_of_the_next(self, s3: S3Client) -> None:
        """Emulators pass over a name that a page ended with; S3 does not say that it does."""
        with just_before(s3, "ListObjectsV2", lambda: None) as asked:
            census(s3).page("originals", "ann")
        start = asked[0]["query_string"]["start-after"]
        assert original("ann", "Z" * 26) < start < original("ann0", file_id(1))

    def test_a_place_is_not_another(self, s3: S3Client) -> None:
        s3.put_object(Bucket=BUCKET, Key=original("ann", file_id(1)), Body=b"")
        s3.put_object(Bucket=BUCKET, Key="originals", Body=b"")
        assert list(everyone(census(s3), "originals")) == [["ann"]]
        assert list(everyone(census(s3), "previews")) == [[]]
