"""Uploads whose event was lost when the embedded cloud died: their events are sent again."""

from __future__ import annotations

import json
from urllib.parse import quote_plus

from chalicelib.repositories.s3.object_keys import INCOMING
from ship.account import Account


def process_again(account: Account, stack_name: str, bucket: str) -> None:
    """Send the event of every object that waits below `incoming/`; the function is idempotent."""
    pages = account.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=INCOMING)
    keys = [found["Key"] for page in pages for found in page.get("Contents", [])]
    if not keys:
        return
    found = account.cloudformation.describe_stack_resource(StackName=stack_name, LogicalResourceId="OnUpload")
    function = found["StackResourceDetail"]["PhysicalResourceId"]
    for key in keys:
        # Encoded as in S3's events, which the function decodes.
        thing = {"key": quote_plus(key, safe="/")}
        records = [{"eventName": "ObjectCreated:Put", "s3": {"bucket": {"name": bucket}, "object": thing}}]
        account.lambda_.invoke(
            FunctionName=function, InvocationType="Event", Payload=json.dumps({"Records": records}).encode()
        )
