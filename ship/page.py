"""The web page: built by Vite when one of its inputs has changed, and uploaded to the bucket that CloudFront serves."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from .account import Account
from .checkout import CHECKOUT
from .operator_errors import Problem

# Relative to web/, where Vite is; the last one is the first section of the API reference.
INPUTS = (
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
    "docs/**/*",
    "public/**/*",
    "src/**/*",
    "../docs/getting-started.md",
)
# For files named after their content, which therefore never changes.
FOR_EVER = "public, max-age=31536000, immutable"
# Revalidated each time, and sent again only after a change.
EACH_TIME = "no-cache"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
COMPRESSED = {".css", ".html", ".js", ".svg", ".wasm"}
SMALL = 1000


class NotBuilt(Problem):
    """A failure of Vite, or a missing Vite or Node."""


def build(data: Path) -> Path:
    """Build the page unless its inputs are unchanged; return the directory with it, below `data`."""
    web, built = CHECKOUT / "web", data / "page"
    digest = _digest(web)
    stamp = built / "inputs.sha256"
    if not stamp.exists() or stamp.read_text() != digest:
        stamp.unlink(missing_ok=True)
        _vite_build(web, built / "files")
        stamp.write_text(digest)
    return built / "files"


def publish(account: Account, bucket: str, files: Path, config: Mapping[str, object]) -> None:
    """Upload every file under its own path, and `config.json` with the addresses of everything else.

    Files of earlier builds stay, for pages that are open; an index.html is uploaded last, after all files it names.
    """
    _put(account, bucket, "config.json", json.dumps(config).encode())
    for path in sorted(_files(files), key=lambda path: path.name == "index.html"):
        _put(account, bucket, path.relative_to(files).as_posix(), path.read_bytes())


def invalidate(account: Account, distribution: str) -> None:
    """Invalidate everything that CloudFront has cached; `/*` is billed as one path."""
    account.cloudfront.create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": str(time.time_ns())},
    )


def _put(account: Account, bucket: str, key: str, body: bytes) -> None:
    headers: dict[str, str] = {}
    if Path(key).suffix in COMPRESSED and len(body) > SMALL:
        # Compressed here, once: CloudFront compresses only on a best-effort basis, and the embedded cloud never.
        headers["ContentEncoding"] = "gzip"
        body = gzip.compress(body, mtime=0)
    account.s3.put_object(
        Bucket=bucket,
        Key=key,
        Body=body,
        ContentType=TYPES[Path(key).suffix],
        CacheControl=FOR_EVER if key.startswith("assets/") else EACH_TIME,
        **headers,  # type: ignore[arg-type] # mypy cannot tell which parameters these are
    )


def _vite_build(web: Path, files: Path) -> None:
    vite = web / "node_modules" / "vite" / "bin" / "vite.js"
    if not vite.exists():
        raise NotBuilt("The page's build tools are not installed. Install them: make web/node_modules/.ready")
    command = ["node", str(vite), "build", "--outDir", str(files), "--emptyOutDir", "--logLevel", "warn"]
    environment = {**os.environ, "NODE_ENV": "production", "NO_COLOR": "1"}
    try:
        done = subprocess.run(command, cwd=web, env=environment, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise NotBuilt("Node, which builds the page, is not installed. The README says which version.") from None
    if done.returncode:
        raise NotBuilt(f"Vite failed:\n{done.stdout}{done.stderr}")


def _digest(web: Path) -> str:
    digest = hashlib.sha256()
    for pattern in INPUTS:
        for path in sorted(web.glob(pattern)):
            if path.is_file() and ".test." not in path.name:
                digest.update(f"\0{path.relative_to(web)}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(directory: Path) -> Iterator[Path]:
    return (path for path in directory.rglob("*") if path.is_file())
