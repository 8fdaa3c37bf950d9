"""All owners who may have stored data: those with an account, with a partition of the table, or with objects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..domain.reconciliation import OwnerPage, Part
from .dynamodb.keys import is_owners, owner_of
from .dynamodb.table import Table
from .s3.object_keys import belongings

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_s3 import S3Client

PAGE = 10
# As many as a user pool lists at once: the more a page holds, the fewer requests are in vain.
PEOPLE = 60
# A `sub` is a UUID in lower case.
_DIGITS = "0123456789abcdef"
_PREFIX = re.compile(f"[{_DIGITS}]{{0,8}}", re.ASCII)
_COULD_BE_SUB = re.compile(r"[0-9A-Za-z-]{1,64}", re.ASCII)
# With random ids, more than a page of people share eight digits only beyond forty billion people.
_DEEPEST = 8
# Tickets and connections have partitions, too; a page ends after so many partitions, however few owners it has.
_STEPS = 50


class OwnerDirectory:
    """The owners in user pool, table and bucket; see `reconciliation.OwnerDirectory`.

    The parts other than people and partitions are prefixes in the bucket. People are listed by the prefix of their
    `sub`, and `after` is the prefix that comes next. A prefix that more people share than a page holds is extended by
    one digit, so that no page needs a pagination token, which expires.
    """

    def __init__(
        self,
        pool: CognitoIdentityProviderClient,
        user_pool_id: str,
        table: Table,
        s3: S3Client,
        bucket: str,
        size: int = PAGE,
        people: int = PEOPLE,
    ) -> None:
        self._pool = pool
        self._user_pool_id = user_pool_id
        self._table = table
        self._s3 = s3
        self._bucket = bucket
        self._size = size
        self._people_at_once = people

    def page(self, part: Part, after: str | None) -> OwnerPage:
        """Return a page of a part: one request for people or objects, but one for each partition."""
        if part == "people":
            return self._people(after if after and _PREFIX.fullmatch(after) else "")
        return self._partitions(after) if part == "partitions" else self._in(part, after)

    def knows(self, owner: str) -> bool:
        """Return whether the account exists: one request, or none for text that could not be an id."""
        return bool(_COULD_BE_SUB.fullmatch(owner) and self._users(f'sub = "{owner}"')["Users"])

    def _people(self, prefix: str) -> OwnerPage:
        condition = f'sub ^= "{prefix}"' if prefix else ""
        answer = self._users(condition)
        if "PaginationToken" in answer and len(prefix) < _DEEPEST:
            return OwnerPage([], prefix + _DIGITS[0])
        users = answer["Users"]
        while token := answer.get("PaginationToken"):
            answer = self._users(condition, PaginationToken=token)
            users += answer["Users"]
        return OwnerPage([_sub(user) for user in users], _prefix_after(prefix))

    def _users(self, condition: str, **more: Any) -> Any:
        """List users, with no attribute but their `sub`."""
        filtered = {"Filter": condition} if condition else {}
        return self._pool.list_users(
            UserPoolId=self._user_pool_id, AttributesToGet=["sub"], Limit=self._people_at_once, **filtered, **more
        )

    def _partitions(self, after: str | None) -> OwnerPage:
        owners: list[str] = []
        for _ in range(_STEPS):
            if (after := self._table.partition_after(after)) is None:
                return OwnerPage(owners, None)
            if is_owners(after):
                owners.append(owner_of(after))
            if len(owners) == self._size:
                break
        return OwnerPage(owners, after)

    def _in(self, place: str, after: str | None) -> OwnerPage:
        # "0" is the character after "/": no key of that owner comes after it, and every later owner's does.
        start: Any = {"StartAfter": belongings(place, after).rstrip("/") + "0"} if after else {}
        answer = self._s3.list_objects_v2(
            Bucket=self._bucket, Prefix=f"{place}/", Delimiter="/", MaxKeys=self._size, **start
        )
        owners = [found["Prefix"].split("/")[1] for found in answer.get("CommonPrefixes", [])]
        return OwnerPage(owners, owners[-1] if owners and answer["IsTruncated"] else None)


def _prefix_after(prefix: str) -> str | None:
    """Return the prefix that follows when all people with this one are listed: for "a7f", "a8"; None after the last."""
    shorter = prefix.rstrip(_DIGITS[-1])
    return shorter[:-1] + _DIGITS[_DIGITS.index(shorter[-1]) + 1] if shorter else None


def _sub(user: Any) -> str:
    (sub,) = [attribute["Value"] for attribute in user["Attributes"] if attribute["Name"] == "sub"]
    return str(sub)
