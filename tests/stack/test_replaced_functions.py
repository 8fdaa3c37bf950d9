"""A function that is replaced while it is answering, on the embedded cloud as on AWS."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ship.account import Account
from tests.stack.eventually import eventually

NAME = "takes-its-time"
CODE = """
import time
from pathlib import Path

def handler(event, context):
    Path(event["begun"]).touch()
    while not Path(event["let_go"]).exists():
        time.sleep(0.05)
    return "finished"
"""


@pytest.fixture
def function(account: Account) -> Iterator[str]:
    """Create a function that answers once a file exists."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("slow.py", CODE)
    (like, *_) = account.lambda_.list_functions()["Functions"]
    account.lambda_.create_function(
        FunctionName=NAME,
        Runtime="python3.12",
        Role=like["Role"],
        Handler="slow.handler",
        Code={"ZipFile": archive.getvalue()},
        Timeout=60,
    )
    yield NAME
    account.lambda_.delete_function(FunctionName=NAME)


def test_a_function_that_is_replaced_finishes_what_it_has_begun(
    account: Account, function: str, tmp_path: Path
) -> None:
    begun, let_go = tmp_path / "begun", tmp_path / "let-go"
    event = json.dumps({"begun": str(begun), "let_go": str(let_go)})
    with ThreadPoolExecutor(1) as caller:
        answer = caller.submit(account.lambda_.invoke, FunctionName=function, Payload=event)
        eventually(begun.exists)
        account.lambda_.update_function_configuration(FunctionName=function, Timeout=50)
        let_go.touch()
        assert json.loads(answer.result()["Payload"].read()) == "finished"
