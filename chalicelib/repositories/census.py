"""Everyone who may have something here: who has an account, and whose name objects bear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from ..sweeping import Owners, Part, TokenForgotten
from .object_keys import belongings

if TYPE_CHECKING:
    from types_boto3_cognito_idp import CognitoIdentityProviderClient
    from types_boto3_s3 import S3Client

# Few enough that a page is done in the minute that a sweep leaves itself.
PAGE = 10


class PoolAndBucket:
    """See `sweeping.Census`; the parts besides the people are places in the bucket."""

    def __init__(
        self, pool: CognitoIdentityProviderClient, user_pool_id: str, s3: S3Client, bucket: str, size: int = PAGE
    ) -> None:
        self._pool = pool
        self._user_pool_id = user_pool_id
        self._s3 = s3
        self._bucket = bucket
        self._size = size

    def page(self, part: Part, token: str | None) -> Owners:
        """One request; in the bucket, the token is the last owner before."""
        return self._people(token) if part == "people" else self._in(part, token)

    def _people(self, token: str | None) -> Owners:
        """Asked for nothing but who they are."""
        asked: dict[str, Any] = {"UserPoolId": self._user_pool_id, "AttributesToGet": ["sub"], "Limit": self._size}
        try:
            answer = self._pool.list_users(**asked | ({"PaginationToken": token} if token else {}))
        except ClientError as error:
            if token and error.response.get("Error", {}).get("Code") == "InvalidParameterException":
                raise TokenForgotten from error
            raise
        return Owners([_sub(user) for user in answer["Users"]], answer.get("PaginationToken"))

    def _in(self, place: str, after: str | None) -> Owners:
        # "0" is the character behind "/": no key of that owner's comes after it, and every later owner's does.
        start: Any = {"StartAfter": belongings(place, after).rstrip("/") + "0"} if after else {}
        answer = self._s3.list_objects_v2(
            Bucket=self._bucket, Prefix=f"{place}/", Delimiter="/", MaxKeys=self._size, **start
        )
        owners = [found["Prefix"].split("/")[1] for found in answer.get("CommonPrefixes", [])]
        return Owners(owners, owners[-1] if owners and answer["IsTruncated"] else None)


def _sub(user: Any) -> str:
    (sub,) = [attribute["Value"] for attribute in user["Attributes"] if attribute["Name"] == "sub"]
    return str(sub)
