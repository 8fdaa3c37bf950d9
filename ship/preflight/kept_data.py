"""What an earlier deployment of a stage left, because it holds data."""

from __future__ import annotations

from botocore.exceptions import ClientError

from ..account import Account
from ..cloudformation import stacks
from ..operator_errors import Problem


def refuse_kept_data(account: Account, name: str) -> None:
    """Raise `Problem` if a deleted stack left its media bucket: it holds photos, and blocks creating a new one."""
    bucket = f"{name}-media-{account.number}-{account.region}"
    if stacks.find(account, name) or not _exists(account, bucket):
        return
    raise Problem(
        f"{bucket} still exists: {name} was deleted, but its data was kept. "
        "docs/recovery.md says how to restore it to another stage. To start without it, choose another STAGE, "
        "or empty and delete that bucket."
    )


def _exists(account: Account, bucket: str) -> bool:
    try:
        account.s3.head_bucket(Bucket=bucket)
    except ClientError:
        return False
    return True
