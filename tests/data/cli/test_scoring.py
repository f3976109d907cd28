"""check and score as others run them: exit codes, files, sentences with line numbers; never a traceback."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import cli
from data.catalogue import FOLDER
from tests.data.cli.process import python, run
from tests.data.intake.sample import BODIES, CATALOGUE, HEADER
from tests.data.intake.test_check import FAULTS
from tests.data.reports.sample import OBSERVATIONS
from tests.data.reports.test_results import HEADERS


@pytest.fixture(name="files")
def written(tmp_path: Path) -> Path:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "sample.toml").write_text(CATALOGUE, encoding="utf-8")
    (tmp_path / "bodies.csv").write_text(BODIES, encoding="utf-8")
    (tmp_path / "observations.csv").write_text(HEADER + OBSERVATIONS, encoding="utf-8")
    return tmp_path


def arguments(files: Path, *more: str) -> list[str]:
    return [
        "score", "--catalogue", str(files / "plan"), "--bodies", str(files / "bodies.csv"),
        "--observations", str(files / "observations.csv"), "--out", str(files / "out"), *more,
    ]  # fmt: skip


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as content:
        return list(csv.DictReader(content))


def test_a_good_run(files: Path) -> None:
    done = run(*arguments(files, "--lang", "en"))
    assert done.returncode == 0, done.stderr
    out = files / "out"
    assert sorted(one.name for one in out.iterdir()) == sorted(HEADERS)
    for name, header in HEADERS.items():
        assert (out / name).read_text(encoding="utf-8").splitlines()[0] == header
    totals = {row["body"]: row for row in table(out / "totals.csv")}
    # 310101: share 2/3 of 0.5..1 on 20 = 6.67, apiece 1/3 of 3 on 10 = 1.11, list 15, pilot 10, again 7.08
    assert totals["310101"]["total"] == f"{39.861111 / 90 * 100:.2f}"
    assert totals["NA"]["total"] == "20.00"
    assert "4 bodies" in done.stdout


def test_what_it_wrote_it_can_say_in_chinese(files: Path) -> None:
    done = run(*arguments(files))
    assert done.returncode == 0
    assert "已写入" in done.stdout


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_faulty_row_is_told_and_nothing_written(files: Path, language: str) -> None:
    rows = "".join(f"{row}\n" for row, _ in FAULTS)
    (files / "observations.csv").write_text(HEADER + rows, encoding="utf-8")
    done = run(*arguments(files, "--lang", language))
    assert done.returncode == 1
    assert not (files / "out").exists()
    place = "observations.csv 第 {} 行" if language == "zh" else "observations.csv line {}:"
    for number in range(2, len(FAULTS) + 2):
        assert place.format(number) in done.stderr
    assert "Traceback" not in done.stderr
    assert "⟦" not in done.stderr


def test_a_failed_run_leaves_the_last_good_one(files: Path) -> None:
    assert cli.main(arguments(files)) == 0
    before = {one.name: one.read_bytes() for one in (files / "out").iterdir()}
    (files / "observations.csv").write_text(HEADER + "x,y,,z,1,,\n", encoding="utf-8")
    assert cli.main(arguments(files)) == 1
    assert {one.name: one.read_bytes() for one in (files / "out").iterdir()} == before


def test_warnings_are_told_and_do_no_harm(files: Path) -> None:
    (files / "observations.csv").write_text(HEADER + "310104,pilot,,has_rule,1,,\n", encoding="utf-8")
    done = run(*arguments(files, "--lang", "en"))
    assert done.returncode == 0
    assert "observations.csv line 2: (note)" in done.stderr
    assert (files / "out" / "totals.csv").exists()


def test_no_observations_at_all(files: Path) -> None:
    (files / "observations.csv").write_text(HEADER, encoding="utf-8")
    assert cli.main(arguments(files)) == 0
    assert {row["total"] for row in table(files / "out" / "totals.csv")} == {"0.00"}


def test_scoring_files_needs_neither_database_nor_screen(files: Path) -> None:
    code = (
        "import sys; from data.cli import main; assert main(sys.argv[1:]) == 0; "
        "print([name for name in ('sqlalchemy', 'alembic', 'psycopg', 'streamlit', 'plotly', 'xlsxwriter', "
        "'data.store', 'data.desk') if name in sys.modules])"
    )
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    done = python("-c", code, *arguments(files), EVALUATION_DATABASE=nowhere)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_faulty_catalogue(files: Path) -> None:
    faulty = '[catalogue]\ncode = "x"\n[[indicator]]\ncode = "a"\nrule = "no"\n'
    (files / "plan" / "sample.toml").write_text(faulty, encoding="utf-8")
    for words in (["check", str(files / "plan")], arguments(files)):
        done = run(*words, "--lang", "en")
        assert done.returncode == 1
        assert "sample.toml" in done.stderr
        assert "Traceback" not in done.stderr
    assert not (files / "out").exists()


def test_check_of_a_sound_catalogue() -> None:
    done = run("check", str(FOLDER / "2012"), "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "88 indicators" in done.stdout


@pytest.mark.parametrize("missing", ["bodies.csv", "observations.csv", "plan"])
def test_a_file_that_is_not_there(files: Path, missing: str) -> None:
    (files / missing).rename(files / "elsewhere")
    done = run(*arguments(files))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert missing in done.stderr


def test_a_folder_that_cannot_be_written(files: Path) -> None:
    (files / "out").write_text("mine", encoding="utf-8")
    done = run(*arguments(files, "--lang", "en"))
    assert done.returncode == 1
    assert "Cannot write" in done.stderr
    assert (files / "out").read_text(encoding="utf-8") == "mine"


LINES = st.lists(
    st.sampled_from(
        [line.encode() + b"\n" for line in (HEADER + OBSERVATIONS + BODIES).splitlines()]
        + [f"{row}\n".encode() for row, _ in FAULTS]
        + [b'"\n', b"\n", b",,,,,,\n", b"\xff\xfe\n", b"\x00\n", "，".encode(), b"\r", b'310101,"share\n']
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, cut=st.integers(0, 400), which=st.sampled_from(["bodies.csv", "observations.csv"]))
def test_no_file_whatever_makes_it_fall_over(
    files: Path, capsys: pytest.CaptureFixture[str], lines: list[bytes], cut: int, which: str
) -> None:
    """Mangled files end in a result, or in faults told with exit code 1; never in an exception."""
    sound = {"bodies.csv": BODIES, "observations.csv": HEADER + OBSERVATIONS}
    for name, content in sound.items():
        (files / name).write_text(content, encoding="utf-8")
    content = sound[which].encode()
    (files / which).write_bytes(content[:cut] + b"".join(lines) + content[cut:])
    out = files / "out"
    for one in out.glob("*"):
        one.unlink()
    code = cli.main(arguments(files))
    told = capsys.readouterr()
    assert code in (0, 1)
    assert bool(list(out.glob("*"))) == (code == 0)
    assert bool(told.err) or code == 0
    assert "⟦" not in told.err
