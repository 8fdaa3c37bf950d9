"""Lighthouse scores of every view of the built page, on the packaged service: `python -m bench.lighthouse`."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import expect, sync_playwright

from local import seed
from local.stack import Stack, running
from ship import command_line
from ship.checkout import CHECKOUT
from tests.browser.chromium import FLAGS, executable
from tests.running_service import free_places

CATEGORIES = ("performance", "accessibility", "best-practices")
LEAST = 95
PATHS = ("/sign-in", "/", "/photos", "/archive", "/trash", "/account")
SCREENS: dict[str, list[str]] = {"phone": [], "desktop": ["--preset=desktop"]}
METRICS = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")


def main() -> None:
    """Print a line for each view, and fail if a score is less than 95."""
    command_line.no_arguments("bench.lighthouse", __doc__)
    poor: list[str] = []
    speeds: list[float] = []
    with tempfile.TemporaryDirectory() as scratch, running(free_places(Path(scratch) / "cloud"), print) as stack:
        seed.seed(stack)
        print(f"\n{'':24}{'performance':>12}{'accessible':>12}{'practices':>12}   metrics")
        for path in PATHS:
            # The sign-in view is only shown to users who are signed out.
            with _browser(stack, Path(scratch) / "profile", signed_in=path != "/sign-in") as port:
                for screen, options in SCREENS.items():
                    report = _measure(stack.web_url.rstrip("/") + path, port, options)
                    scores = [round(report["categories"][name]["score"] * 100) for name in CATEGORIES]
                    metrics = ", ".join(report["audits"][name]["displayValue"] for name in METRICS)
                    print(f"{path:15}{screen:9}" + "".join(f"{score:>12}" for score in scores) + f"   {metrics}")
                    speeds.append(report["environment"]["benchmarkIndex"])
                    for reason in _reasons(report):
                        print(f"{'':24}{reason}")
                    poor += [f"{path} on a {screen}"] if min(scores) < LEAST else []
    # Lighthouse throttles the processor to a phone's speed, and assumes a fast and idle one: an index of 1500 or more.
    print(f"Lighthouse found this machine's speed to be {min(speeds):.0f} to {max(speeds):.0f}.")
    if poor:
        raise SystemExit(f"\nLess than {LEAST}: {', '.join(poor)}")


@contextmanager
def _browser(stack: Stack, profile: Path, *, signed_in: bool) -> Iterator[int]:
    """Run a Chromium that Lighthouse can attach to, and yield its debugging port."""
    port = free_places(profile).port
    shutil.rmtree(profile, ignore_errors=True)
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=executable(), args=[*FLAGS, f"--remote-debugging-port={port}"]
        )
        if signed_in:
            page = context.new_page()
            page.goto(stack.web_url)
            page.get_by_label("Email address").fill(stack.demo_user)
            page.get_by_label("Password", exact=True).fill(stack.demo_password)
            page.get_by_role("button", name="Sign in").click()
            expect(page.get_by_role("navigation", name="Main")).to_be_visible()
            page.close()
        # As on a first visit, except that the user is signed in.
        page = context.new_page()
        context.new_cdp_session(page).send("Network.clearBrowserCache")
        yield port
        context.close()


def _measure(url: str, port: int, options: list[str]) -> Any:
    lighthouse = CHECKOUT / "bench" / "node_modules" / "lighthouse" / "cli" / "index.js"
    command = ["node", str(lighthouse), url, f"--port={port}", f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--output=json", "--quiet", "--disable-storage-reset", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _reasons(report: Any) -> Iterator[str]:
    for name in CATEGORIES:
        for audit in report["categories"][name]["auditRefs"]:
            found = report["audits"][audit["id"]]
            if audit["weight"] and found["score"] is not None and found["score"] < 0.9:
                yield f"{found['title']}: {found.get('displayValue', 'no')}"


if __name__ == "__main__":
    main()
