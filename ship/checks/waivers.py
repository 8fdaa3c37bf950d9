"""Audit findings, and the waivers that accept some of them for a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Finding:
    """A rule, and the place that violates it."""

    rule: str
    place: str
    text: str = ""


@dataclass(frozen=True)
class Waiver:
    """A rule that does not apply here; `where` is a pattern of places."""

    rule: str
    where: str
    because: str

    def covers(self, finding: Finding) -> bool:
        """Return whether this waiver accepts the finding."""
        return finding.rule == self.rule and fnmatchcase(finding.place, self.where)


def unwaived(findings: Iterable[Finding], waivers: Iterable[Waiver]) -> Iterator[str]:
    """Yield a sentence for each finding without a waiver and each waiver without a finding."""
    findings, waivers = list(findings), list(waivers)
    for finding in findings:
        if not any(waiver.covers(finding) for waiver in waivers):
            yield f"{finding.rule} on {finding.place}: {finding.text}"
    for waiver in waivers:
        if not any(waiver.covers(finding) for finding in findings):
            yield f"{waiver.rule} on {waiver.where} is waived, but no tool reports it any more. Remove the waiver."
