"""Regions that lack a service which Skynotes needs."""

from __future__ import annotations

import boto3

from ..operator_errors import Problem

# China and GovCloud are partitions of their own, without CloudFront's page domain or with other rules.
_PARTITION = "aws"


def refuse_region(session: boto3.Session, region: str) -> None:
    """Raise `Problem` for a region of another partition, or one where Cognito has no user pools."""
    partition = session.get_partition_for_region(region)
    if partition != _PARTITION:
        raise Problem(f"{region} is in the partition {partition}. Skynotes runs in AWS's commercial regions only.")
    if region not in session.get_available_regions("cognito-idp"):
        raise Problem(f"Cognito is not available in {region}. Choose another region (AWS_DEFAULT_REGION).")
