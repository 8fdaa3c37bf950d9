"""Presigned GET URLs of a bucket, by Signature Version 4 in the query.

<https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html>. The URLs are those of botocore, which
builds a request and derives a signing key for each of them; a page of photos has two hundred. Here the key is derived
once for a day and its credentials.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from botocore.credentials import ReadOnlyCredentials

from ...domain.clock import Clock

_NO_PARAMETERS: Mapping[str, str] = MappingProxyType({})


class DownloadSigner:
    """A signer for the objects of one bucket, with the credentials that are current when it signs."""

    def __init__(
        self, bucket_url: str, region: str, credentials: Callable[[], ReadOnlyCredentials], clock: Clock
    ) -> None:
        self._bucket_url = bucket_url
        self._host, self._path = urlsplit(bucket_url).netloc, urlsplit(bucket_url).path
        self._region = region
        self._credentials = credentials
        self._clock = clock

    def url(self, key: str, period: timedelta, response: Mapping[str, str] = _NO_PARAMETERS) -> str:
        """Return a URL for that period; `response` are headers of its response, such as `content-type`."""
        now = self._clock().strftime("%Y%m%dT%H%M%SZ")
        credentials = self._credentials()
        scope = f"{now[:8]}/{self._region}/s3/aws4_request"
        parameters = {f"response-{name}": value for name, value in response.items()} | {
            "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
            "X-Amz-Credential": f"{credentials.access_key}/{scope}",
            "X-Amz-Date": now,
            "X-Amz-Expires": str(int(period.total_seconds())),
            "X-Amz-SignedHeaders": "host",
        }
        if credentials.token is not None:
            parameters["X-Amz-Security-Token"] = credentials.token
        pairs = [f"{name}={_encoded(value)}" for name, value in parameters.items()]
        path = quote(key, safe="/~")
        request = f"GET\n{self._path}/{path}\n{'&'.join(sorted(pairs))}\nhost:{self._host}\n\nhost\nUNSIGNED-PAYLOAD"
        to_sign = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{sha256(request.encode()).hexdigest()}"
        signature = hmac.digest(_signing_key(credentials.secret_key, scope), to_sign.encode(), "sha256").hex()
        return f"{self._bucket_url}/{path}?{'&'.join(pairs)}&X-Amz-Signature={signature}"


def bucket_url(bucket: str, region: str, endpoint_url: str = "") -> str:
    """Return the URL of a bucket on AWS by its host, or below the endpoint of an embedded S3."""
    return f"{endpoint_url}/{bucket}" if endpoint_url else f"https://{bucket}.s3.{region}.amazonaws.com"


@lru_cache(maxsize=2)
def _signing_key(secret: str, scope: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


# Most of the parameters are the same for all URLs of a response.
@lru_cache(maxsize=32)
def _encoded(value: str) -> str:
    return quote(value, safe="-_.~")
