"""The command line: `python -m examples.backup ~/skynotes`."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from getpass import getpass
from pathlib import Path

from requests import RequestException
from tqdm import tqdm

from .api import Api, patient
from .backup import Backup
from .directory import Directory
from .report import sentences
from .signin import SignIn
from .trouble import Trouble


def main() -> None:
    """Download what is new; any failure is reported in one line, with a non-zero exit status."""
    try:
        sys.exit(_run(_options()))
    except KeyboardInterrupt:
        sys.exit("Stopped. Run it again to continue.")
    except Trouble as trouble:
        sys.exit(str(trouble))
    except RequestException as problem:
        where = _bare(problem.request.url or "") if problem.request else "the service"
        sys.exit(f"No valid response from {where} ({type(problem).__name__}). Is it running, and is the address right?")
    except OSError as problem:
        sys.exit(f"Cannot write to disk: {problem}")


def _run(options: Namespace) -> bool:
    """Run the backup and print its report; return whether something is left to download."""
    directory = Directory(options.directory)
    api_url, cognito, client_id, email = (_told(f"SKYNOTES_{it}") for it in ("API", "COGNITO", "CLIENT_ID", "EMAIL"))
    with patient() as http:
        api = Api(api_url, http, SignIn(http, cognito, client_id, email, _password(email)))
        # Progress bars are for people: there are none if the output is not a terminal.
        backup = Backup(api, directory, partial(tqdm, leave=False, disable=None))
        backup.run(everything=options.check)
    if options.prune:
        directory.prune()
    for sentence in sentences(directory, backup):
        print(sentence)
    return bool(backup.failed)


def _options() -> Namespace:
    parser = ArgumentParser(prog="backup", description="Back up all notes and files of an account to a directory.")
    parser.add_argument("directory", type=Path, help="the directory of the backup; it is created if missing")
    parser.add_argument(
        "--check", action="store_true", help="compare everything, and verify every file that was downloaded before"
    )
    parser.add_argument(
        "--prune",
        action="store_true",
        help="delete the copies in deleted/ of what was permanently deleted in the account",
    )
    return parser.parse_args()


def _told(name: str) -> str:
    if value := os.environ.get(name):
        return value
    raise Trouble(f'{name} is not set. For a running `make run`, set it with: eval "$(make --silent access)"')


def _password(email: str) -> str:
    if "SKYNOTES_PASSWORD" not in os.environ and sys.stdin.isatty():
        return getpass(f"Password for {email}: ")
    return _told("SKYNOTES_PASSWORD")


def _bare(url: str) -> str:
    """Return the URL without its query, which may contain a signature."""
    return url.partition("?")[0]


if __name__ == "__main__":
    main()
