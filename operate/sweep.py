"""`make sweep`: run the daily reconciliation at once, and report what it found."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from botocore.config import Config

from chalicelib.domain.clock import utc_now
from ship import command_line

from .running_stage import Problem, Service, say, sentences

# A sweep may take as long as its function's timeout; a retry of this client would start a second one.
_LONG_TIMEOUT = Config(read_timeout=960, retries={"total_max_attempts": 1})


def main() -> None:
    """Sweep the stage that the command line names; exit with a failure if something needs a person."""
    parser = command_line.parser("operate.sweep", __doc__)
    command_line.add_stage(parser)
    stage = parser.parse_args().stage
    with sentences():
        found = sweep(Service.of(stage), utc_now())
        if not report(found, say):
            raise SystemExit("See the log of the function Sweep for details, and docs/operations.md for what to do.")


def sweep(service: Service, moment: datetime) -> dict[str, int]:
    """Invoke the sweep; return the number of findings of each kind. Raises `Problem` if it failed."""
    account = service.account
    client = account.session.client("lambda", endpoint_url=account.endpoint_url, config=_LONG_TIMEOUT)
    answer = client.invoke(FunctionName=service.function("Sweep"), Payload=json.dumps(event(moment)))
    said: Any = json.load(answer["Payload"])
    if "FunctionError" in answer:
        raise Problem(f"The sweep failed: {said.get('errorMessage')} See the log of the function Sweep.")
    found: dict[str, int] = said
    return found


def event(moment: datetime) -> dict[str, Any]:
    """Return an event like the one that the schedule sends to the function."""
    known = {"version": "0", "id": "by hand", "source": "aws.events", "detail-type": "Scheduled Event"}
    return {**known, "account": "", "region": "", "resources": [], "detail": {}, "time": moment.isoformat()}


def report(found: Mapping[str, int], tell: Callable[[str], None]) -> bool:
    """Report the findings in sentences; return whether nobody has to do anything."""
    tell(f"Processed {found['swept']} people.")
    tell(f"Usage counts repaired: {found['repaired']}. Orphaned objects removed: {found['orphans']}.")
    if found["stopped"]:
        tell("There was not enough time for everyone. Run it again to continue, or wait for tomorrow's sweep.")
    if found["missing"]:
        tell(f"Files whose bytes are missing: {found['missing']}.")
    if found["abandoned"]:
        tell(f"People without an account who still have notes or files: {found['abandoned']}.")
    if found["skipped"]:
        tell(f"People who could not be processed: {found['skipped']}.")
    return not found["missing"] and not found["skipped"]


if __name__ == "__main__":
    main()
