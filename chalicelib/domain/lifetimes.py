"""Lifetimes: how long items are kept, and how long URLs and tickets are valid."""

from __future__ import annotations

from datetime import timedelta

TRASH_PERIOD = timedelta(days=30)
# A declared file whose bytes have not arrived.
PENDING_PERIOD = timedelta(days=1)
REJECTED_PERIOD = timedelta(days=7)
IDEMPOTENCY_PERIOD = timedelta(days=1)
# A cursor of the change feed that is older has expired.
TOMBSTONE_PERIOD = timedelta(days=60)

# Anyone with the URL may send the same bytes again until then; S3 checks it when an upload begins, not when it ends.
UPLOAD_URL_PERIOD = timedelta(minutes=10)
# The page gets new URLs a minute before (web/src/files/freshness.ts). Lists are looked at for longer than originals.
PREVIEW_URL_PERIOD = timedelta(minutes=15)
ORIGINAL_URL_PERIOD = timedelta(minutes=5)

TICKET_PERIOD = timedelta(seconds=30)
# API Gateway closes a connection after two hours, and takes up to half a minute to open one.
CONNECTION_PERIOD = timedelta(hours=2, minutes=10)
OPENING_PERIOD = timedelta(seconds=30)
