"""The child process: whatever it dies of is a sentence, and the server process stays small and clean."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from data.intake import child, upload
from data.intake.limits import LIMITS, Limits
from data.words.problems import problem
from tests.data.intake.workbooks import rows, workbook

ROOT = Path(__file__).parents[3]
MB = 1024 * 1024
BIG = [["单位", *(f"第{column}列" for column in range(9))]] + [
    [f"单位{row}", *(row * 10 + column for column in range(9))] for row in range(30_000)
]


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An honest workbook of 300,000 cells."""
    path = tmp_path_factory.mktemp("big") / "big.xlsx"
    path.write_bytes(workbook(rows(*BIG)))
    return path


def codes(given: upload.Upload) -> list[str]:
    assert given.workbook is None
    assert all("⟦" not in problem(one, "zh") for one in given.problems)
    return [one.code for one in given.problems]


def test_a_child_that_takes_too_long_is_stopped(big: Path) -> None:
    assert codes(upload.read(big, limits=replace(LIMITS, wall=0))) == ["too_slow"]


def test_a_child_that_works_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = [
        sys.executable,
        "-c",
        "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile 1: 1",
    ]
    monkeypatch.setattr(upload, "CHILD", endless)
    assert codes(upload.read_bytes(workbook(), "a.xlsx")) == ["too_slow"]


@pytest.mark.parametrize("megabytes", [40, 60, 80, 100, 120])
def test_a_child_without_memory_ends_alone(big: Path, megabytes: int) -> None:
    given = upload.read(big, limits=replace(LIMITS, memory=megabytes * MB))
    if given.workbook is None:
        assert codes(given) == ["too_heavy"]
    else:
        assert megabytes > 60  # the least is too little in any case


def test_a_result_that_is_too_big_is_not_taken(big: Path) -> None:
    assert codes(upload.read(big, limits=replace(LIMITS, result=MB))) == ["too_heavy"]


@pytest.mark.parametrize(
    ("last_act", "code"),
    [
        ("import os; os.kill(os.getpid(), 11)", "unreadable"),
        ("import os; os.kill(os.getpid(), 9)", "too_heavy"),
        ("raise ZeroDivisionError('a bug')", "unreadable"),
        ("raise MemoryError", "too_heavy"),
        ("import sys; sys.exit(3)", "unreadable"),
    ],
)
def test_a_child_that_dies_is_a_sentence(last_act: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "CHILD", [sys.executable, "-c", last_act])
    assert codes(upload.read_bytes(workbook(), "a.xlsx")) == [code]


def test_uploads_at_once_wait_for_a_seat(big: Path) -> None:
    limits = replace(LIMITS, children=1, patience=60)
    found: list[upload.Upload] = []
    threads = [
        threading.Thread(target=lambda: found.append(upload.read(big, limits=limits))) for _ in range(3)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [one.problems for one in found] == [(), (), ()]


def test_one_who_waited_long_enough_is_told(big: Path) -> None:
    limits = replace(LIMITS, children=3, patience=0)
    with upload._seat(limits), upload._seat(limits), upload._seat(limits):
        assert codes(upload.read(big, limits=limits)) == ["too_busy"]
    assert upload.read(big, limits=limits).problems == ()


DEEDS = {
    "network": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "another process": "import subprocess; subprocess.run(['true'])",
    "a shell": "import os; os.system('true')",
    "a file": "open({there!r}, 'w')",
    "a file by number": "import os; os.open({there!r}, os.O_WRONLY | os.O_CREAT)",
}


@pytest.mark.parametrize("deed", DEEDS)
def test_the_child_may_not_reach_out(deed: str, tmp_path: Path) -> None:
    there = str(tmp_path / "there")
    act = DEEDS[deed].format(there=there)
    allowed = subprocess.run([sys.executable, "-c", act], capture_output=True, text=True, check=False)
    assert "PermissionError" not in allowed.stderr  # the control: without confinement nothing forbids it
    Path(there).unlink(missing_ok=True)
    confined = f"from data.intake import child, limits\nchild.confine(limits.LIMITS)\n{act}"
    refused = subprocess.run(
        [sys.executable, "-c", confined], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert "PermissionError" in refused.stderr
    assert not Path(there).exists()


def test_the_child_sets_its_limits() -> None:
    script = (
        "import json, resource\nfrom data.intake import child, limits\nchild.confine(limits.LIMITS)\n"
        "print(json.dumps([resource.getrlimit(getattr(resource, 'RLIMIT_' + one))[0] "
        "for one in ('AS', 'CPU', 'FSIZE', 'CORE')]))"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert json.loads(said.stdout) == [LIMITS.memory, LIMITS.cpu, LIMITS.result, 0]


def test_limits_travel_to_the_child() -> None:
    limits = Limits(rows=7, memory=LIMITS.memory)
    assert Limits(**json.loads(json.dumps(limits.as_numbers()))) == limits
    assert set(child.READERS) == {"xlsx", "csv", "parts"}  # parts: packages handed in as evidence


def test_the_server_process_stays_small_and_reads_nothing_itself(big: Path, tmp_path: Path) -> None:
    """Measured in a process of its own: how its peak grows after a first small upload, what it imported."""
    hostile = tmp_path / "hostile.xlsx"
    hostile.write_bytes(workbook(rows(["x" * 5_000_000])))
    script = f"""
import resource, sys
from pathlib import Path
from data.intake import upload, table
upload.read(Path({str(hostile)!r}))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
given = upload.read(Path({str(big)!r}))
cells = len(given.workbook.sheets[0].cells)
rows = len(table.tables(given.workbook)[0].table.rows)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
readers = ("openpyxl", "zipfile", "pyexpat", "xml.etree", "data.intake.xlsx")
readers = [one for one in readers if one in sys.modules]
print(cells, rows, (after - before) / 1024, readers)
"""
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    cells, rows_, grown, *readers = said.stdout.split(maxsplit=3)
    assert int(cells) == 300_010
    assert int(rows_) == 30_000
    assert float(grown) < 100, f"the server process grew by {grown} MB"
    assert readers == ["[]\n"]
