"""Errors of the operator's commands, as sentences."""

from __future__ import annotations

import pytest
from botocore import exceptions as botocore
from botocore.exceptions import BotoCoreError, ClientError

from ship.operator_errors import Problem, described, sentences


def refusal(code: str, message: str = "It said so.", operation: str = "DescribeStacks") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, operation)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (refusal("ExpiredToken"), "The AWS credentials have expired. Sign in again"),
        (refusal("InvalidClientTokenId"), "AWS does not accept these credentials: It said so. Sign in again"),
        (refusal("AccessDenied", "bob is not authorized"), "may not do DescribeStacks: bob is not authorized."),
        (refusal("LimitExceededException"), "A quota of the account is reached: It said so."),
        (refusal("Throttling"), "AWS refused DescribeStacks: It said so (Throttling)."),
        (botocore.ProfileNotFound(profile="work"), "The config profile (work) could not be found"),
        (botocore.NoCredentialsError(), "There are no usable AWS credentials"),
        (botocore.PartialCredentialsError(provider="env", cred_var="secret"), "There are no usable AWS credentials"),
        (botocore.UnauthorizedSSOTokenError(), "The sign-in to AWS is missing or has expired."),
        (botocore.NoRegionError(), "Set AWS_DEFAULT_REGION"),
        (
            botocore.EndpointConnectionError(endpoint_url="http://127.0.0.1:4566/"),
            "The embedded cloud does not answer at http://127.0.0.1:4566/. Start it in another terminal: make run",
        ),
        (
            botocore.EndpointConnectionError(endpoint_url="https://sts.eu-nowhere-9.amazonaws.com/"),
            "AWS cannot be reached",
        ),
        (botocore.DataNotFoundError(data_path="x"), "The request to AWS failed"),
    ],
)
def test_each_error_says_what_happened_and_what_to_do(error: ClientError | BotoCoreError, sentence: str) -> None:
    assert sentence in described(error)
    with pytest.raises(SystemExit) as ended, sentences():
        raise error
    assert ended.value.code == described(error)


@pytest.mark.parametrize("error", [Problem("Do this."), OSError("No space left on device"), KeyboardInterrupt()])
def test_every_other_expected_end_is_a_sentence_too(error: BaseException) -> None:
    with pytest.raises(SystemExit) as ended, sentences():
        raise error
    assert str(ended.value.code).strip()


def test_a_fault_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(ZeroDivisionError), sentences():
        raise ZeroDivisionError


def test_an_error_that_a_command_expects_is_a_sentence() -> None:
    with pytest.raises(SystemExit, match="unusual"), sentences(LookupError):
        raise LookupError("unusual")
