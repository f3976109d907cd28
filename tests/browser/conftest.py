"""The real server on a free port over a record of its own, and the distribution's Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE = 60.0  # seconds a server may take to come up on a busy machine
STILL = '.stApp[data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that lies here drives a browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def served(folder: Path, *, demo: bool = True, record: Path | None = None) -> Iterator[str]:
    """The program as `streamlit run app.py` starts it, over a record in `folder`; its address.

    The record is a copy of the folder `record` where that is given, else it is made by the commands.
    """
    port = free_port()
    environment = os.environ | {
        "EVALUATION_DATABASE": f"sqlite:///{folder / 'evaluation.db'}",
        "EVALUATION_FILES": str(folder / "files"),
        "EVALUATION_ANCHOR": str(folder / "anchor"),
        "PYTHONPATH": str(ROOT),
    }
    if record:
        shutil.copytree(record, folder, dirs_exist_ok=True)
    elif demo:
        for act in ("migrate", "demo"):
            subprocess.run(
                [sys.executable, "-m", "data", act],
                cwd=ROOT,
                env=environment,
                check=True,
                capture_output=True,
            )
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        (folder / "server.pid").write_text(str(server.pid))
        try:
            wait_for(f"http://127.0.0.1:{port}", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Until the server answers; RuntimeError if it gave up or takes too long."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            httpx.get(f"{address}/api/health", timeout=5)
            return
        except httpx.TransportError:
            time.sleep(0.2)
    raise RuntimeError("the server did not come up")


@pytest.fixture(scope="session")
def address(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the demonstration round."""
    with served(tmp_path_factory.mktemp("served"), record=demonstration) as where:
        yield where


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a module; a plain reason where there is none.

    Not for the session: while Playwright runs, no other test can start an event loop of its own.
    """
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: install the distribution's package chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Reader:
    """A person with a browser window: what it asked for and complained about."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> None:
        """Go to an address and wait until the page stands."""
        self.page.goto(f"{self.address}/{path}")
        self.settle()

    def settle(self, heading: bool = True) -> None:
        """Until the script has run and the page shows its first sentence."""
        if heading:
            self.page.locator("h1").first.wait_for()
        self.page.locator(STILL).wait_for()

    def text(self) -> str:
        """What the page says."""
        return self.page.locator(".stApp").inner_text()


@pytest.fixture
def window(chromium: Browser) -> Iterator[Callable[..., Reader]]:
    """`window(address)` opens a window of its own: no cookies, nothing cached."""
    contexts = []

    def open_one(address: str, width: int = 1280, height: int = 900) -> Reader:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        reader = Reader(context.new_page(), address)
        reader.page.on("request", lambda request: reader.requests.append(request.url))
        reader.page.on("pageerror", lambda trouble: reader.complaints.append(str(trouble)))
        reader.page.on("console", lambda said: said.type == "error" and reader.complaints.append(said.text))
        return reader

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def reader(window: Callable[..., Reader], address: str) -> Reader:
    """A window on the demonstration round."""
    return window(address)
