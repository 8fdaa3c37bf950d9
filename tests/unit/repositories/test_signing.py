"""Download URLs are those that botocore would presign, to the character."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from botocore.config import Config
from botocore.credentials import ReadOnlyCredentials
from botocore.session import get_session
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.download_names import attachment
from chalicelib.domain.file_fields import IMAGE_TYPES
from chalicelib.repositories.s3.signing import DownloadSigner, bucket_url

REGION, BUCKET = "eu-central-1", "skynotes-prod-media-123456789012-eu-central-1"
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TOKEN = "FwoGZXIvYXdzEJr//////////wEaDH+/=="
# Everything but surrogates, which no UTF-8 can hold.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
PERIODS = st.integers(1, 604_800).map(lambda seconds: timedelta(seconds=seconds))


def botocores_client(token: str | None = None, endpoint_url: str | None = None, region: str = REGION) -> Any:
    """Create a client with the configuration of `clients.s3`."""
    addressing: Any = {"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"}
    return get_session().create_client(
        "s3",
        region_name=region,
        endpoint_url=endpoint_url,
        aws_access_key_id="AKIAIOSFODNN7EXAMPLE",
        aws_secret_access_key=SECRET,
        aws_session_token=token,
        config=Config(signature_version="s3v4", s3=addressing),
    )


CLIENT = botocores_client(TOKEN)


def signed_at_the_same_time(
    theirs: str, key: str, period: timedelta, response: dict[str, str], token: str | None = TOKEN, place: str = ""
) -> str:
    """Return our URL, as of the second in which botocore has signed its own."""
    moment = datetime.strptime(parse_qs(urlsplit(theirs).query)["X-Amz-Date"][0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    credentials = ReadOnlyCredentials("AKIAIOSFODNN7EXAMPLE", SECRET, token, None)
    place = place or bucket_url(BUCKET, REGION)
    return DownloadSigner(place, REGION, lambda: credentials, lambda: moment).url(key, period, response)


@given(key=TEXT.filter(lambda key: not key.startswith("/")), period=PERIODS)
def test_a_url_of_any_key_is_botocores(key: str, period: timedelta) -> None:
    parameters = {"Bucket": BUCKET, "Key": key}
    theirs = CLIENT.generate_presigned_url("get_object", parameters, ExpiresIn=int(period.total_seconds()))
    assert signed_at_the_same_time(theirs, key, period, {}) == theirs


@given(name=TEXT, content_type=st.sampled_from([*IMAGE_TYPES, "text/plain; charset=utf-8", "a/b+c"]))
def test_a_url_of_any_name_and_type_is_botocores(name: str, content_type: str) -> None:
    parameters = {
        "Bucket": BUCKET,
        "Key": "originals/ann/1",
        "ResponseContentType": content_type,
        "ResponseContentDisposition": attachment(name),
    }
    theirs = CLIENT.generate_presigned_url("get_object", parameters, ExpiresIn=300)
    response = {"content-type": content_type, "content-disposition": attachment(name)}
    assert signed_at_the_same_time(theirs, "originals/ann/1", timedelta(minutes=5), response) == theirs


@pytest.mark.parametrize("endpoint_url", ["http://127.0.0.1:4566", ""])
@pytest.mark.parametrize("token", [None, TOKEN])
def test_a_url_is_botocores_with_and_without_a_token_and_in_the_embedded_cloud(
    token: str | None, endpoint_url: str
) -> None:
    client = botocores_client(token, endpoint_url or None)
    theirs = client.generate_presigned_url("get_object", {"Bucket": BUCKET, "Key": "a b"}, ExpiresIn=60)
    place = bucket_url(BUCKET, REGION, endpoint_url)
    assert signed_at_the_same_time(theirs, "a b", timedelta(minutes=1), {}, token, place) == theirs


@pytest.mark.parametrize("region", ["us-east-1", "eu-south-2", "ap-northeast-1", "us-west-2", "il-central-1"])
def test_a_bucket_has_the_host_that_botocore_gives_it(region: str) -> None:
    client = botocores_client(region=region)
    theirs = client.generate_presigned_url("get_object", {"Bucket": BUCKET, "Key": "a"}, ExpiresIn=60)
    assert theirs.startswith(f"{bucket_url(BUCKET, region)}/a?")


def test_another_day_and_other_credentials_are_signed_with_another_key() -> None:
    moment = datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)
    first = ReadOnlyCredentials("A", "one", None, None)
    second = ReadOnlyCredentials("A", "two", None, None)
    urls = [_signed_by(given, at) for given in (first, second) for at in (moment, moment + timedelta(seconds=1))]
    assert len({url.split("X-Amz-Signature=")[1] for url in urls}) == 4


def _signed_by(credentials: ReadOnlyCredentials, moment: datetime) -> str:
    signer = DownloadSigner(bucket_url(BUCKET, REGION), REGION, lambda: credentials, lambda: moment)
    return signer.url("a", timedelta(minutes=5))
