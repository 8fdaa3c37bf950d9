"""Names of stages, which become part of the names of buckets."""

from __future__ import annotations

from ..cloudformation.stacks import stack_name
from ..operator_errors import Problem

# docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
_LONGEST_BUCKET_NAME = 63
_ACCOUNT_DIGITS = 12


def refuse_stage_name(stage: str, region: str) -> None:
    """Raise `Problem` for a name with which that of a bucket would be too long."""
    longest = longest_stage_name(region)
    if len(stage) > longest:
        raise Problem(
            f"{stage!r} has {len(stage)} characters. In {region} the name of a stage can have {longest}, because it is "
            "part of the names of buckets."
        )


def longest_stage_name(region: str) -> int:
    """Return the number of characters that are left for a stage in the name of the media bucket."""
    return _LONGEST_BUCKET_NAME - len(f"{stack_name('')}-media-{'0' * _ACCOUNT_DIGITS}-{region}")
