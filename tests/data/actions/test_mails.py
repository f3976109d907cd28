"""What people are told goes out through a real SMTP server, once, marked, and trouble is kept."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from data import settings
from data.actions import mails, rounds
from data.desk import Desk, shanghai_now
from data.post import Post
from data.store import notifications
from data.store.db import Database
from data.store.notifications import Notification
from metrics.errors import Lacking, NotPermitted

BOOK = """role,body,address
reporter,310101,huangpu@example.org
evaluator,,desk@example.org
evaluator,,desk@example.org
"""


class Mailbox:
    """Takes every mail but those for the address it was told to refuse."""

    def __init__(self) -> None:
        self.got: list[Message] = []
        self.refused = ""

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address == self.refused:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        self.got.append(message_from_bytes(envelope.content, policy=default))
        return "250 taken"


@pytest.fixture
def box() -> Iterator[tuple[Mailbox, int]]:
    """A server on a free port of this machine, and what it got."""
    with serving() as found:
        yield found


@pytest.fixture
def plain() -> Iterator[tuple[Mailbox, int]]:
    """The same, of an old sort that knows ASCII addresses alone."""
    with serving(enable_SMTPUTF8=False) as found:
        yield found


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine that nobody has signed, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes a certificate, is not installed")
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=here -addext subjectAltName=IP:127.0.0.1"
    subprocess.run(
        ["openssl", *words.split(), "-keyout", str(file), "-out", str(file.with_suffix(".crt"))],
        capture_output=True, check=True,
    )  # fmt: skip
    file.write_bytes(file.read_bytes() + file.with_suffix(".crt").read_bytes())
    return file


@contextmanager
def serving(**options: Any) -> Iterator[tuple[Mailbox, int]]:
    """Until the end of the block."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    yield mailbox, port
    controller.stop()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "book.csv").write_text(BOOK, "utf-8")
    return tmp_path / "book.csv"


def tell(
    database: Database, desk: Desk, code: str, role: str, body: str = "", round_code: str = "2012"
) -> None:
    with database.writing() as connection:
        facts = {"number": "ZG-1", "reason": "缺佐证"}
        notifications.insert(connection, Notification(round_code, code, role, body, facts, desk.now))


def test_everybody_gets_theirs_once(
    opened: str, office: Desk, database: Database, box: tuple[Mailbox, int], book: Path
) -> None:
    mailbox, port = box
    post = Post(f"smtp://127.0.0.1:{port}", "evaluation@example.org", book)
    tell(database, office, "sent_back", "reporter", "310101")
    tell(database, office, "reported", "evaluator")
    tell(database, office, "closed", "reporter", "310104")  # nobody in the book
    assert mails.mail(office, post) == mails.Mailed(2, 1, 0)
    assert [mail["To"] for mail in mailbox.got] == ["huangpu@example.org", "desk@example.org"]
    assert "缺佐证" in mailbox.got[0]["Subject"]
    assert "缺佐证" in mailbox.got[0].get_content()
    assert len({mail["Message-ID"] for mail in mailbox.got}) == 2
    assert mails.mail(office, post) == mails.Mailed(0, 1, 0)  # not twice
    assert len(mailbox.got) == 2


def test_what_a_server_refuses_is_kept_and_tried_again(
    opened: str, office: Desk, database: Database, box: tuple[Mailbox, int], book: Path
) -> None:
    mailbox, port = box
    post = Post(f"smtp://127.0.0.1:{port}", "evaluation@example.org", book)
    mailbox.refused = "huangpu@example.org"
    tell(database, office, "sent_back", "reporter", "310101")
    tell(database, office, "reported", "evaluator")
    done = mails.mail(office, post)
    assert (done.sent, done.failed) == (1, 1)
    with database.reading() as connection:
        [waiting] = notifications.unmailed(connection)
    assert "nobody of that name" in waiting.mail_trouble
    mailbox.refused = ""
    assert mails.mail(office, post).sent == 1


def test_a_server_that_is_down_loses_nothing(
    opened: str, office: Desk, database: Database, book: Path
) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))  # bound, and nobody listens
        post = Post(f"smtp://127.0.0.1:{door.getsockname()[1]}", "evaluation@example.org", book)
        tell(database, office, "reported", "evaluator")
        done = mails.mail(office, post)
    assert (done.sent, done.failed) == (0, 1)
    assert done.trouble
    with database.reading() as connection:
        assert len(notifications.unmailed(connection)) == 1


def test_what_nobody_reads_keeps_nothing_else_waiting(
    opened: str, office: Desk, database: Database, box: tuple[Mailbox, int], book: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(mails, "LIMIT", 2)
    post = Post(f"smtp://127.0.0.1:{box[1]}", "evaluation@example.org", book)
    for _ in range(3):
        tell(database, office, "closed", "reporter", "310104")  # nobody in the book
    tell(database, office, "reported", "evaluator")
    assert [mails.mail(office, post).sent for _ in range(2)] == [0, 1]


def test_made_up_data_is_marked(opened: str, seat: Callable[..., Desk]) -> None:
    one = Notification("2012", "reported", "evaluator", "", {"number": "ZG-1"}, shanghai_now())
    for language, mark in (("zh", "演示数据"), ("en", "demo data")):
        desk = replace(seat("office"), language=language)
        subject, words = mails.written(desk, one, demo=True)
        assert mark in subject
        assert mark in words
        assert mark not in mails.written(desk, one, demo=False)[0]


def test_what_goes_out_says_of_itself_whether_it_is_made_up(
    office: Desk, database: Database, box: tuple[Mailbox, int], book: Path, opened: str
) -> None:
    rounds.open(office, "2011", catalogue="small", demo=True)
    tell(database, office, "reported", "evaluator")
    tell(database, office, "reported", "evaluator", round_code="2011")
    mails.mail(office, Post(f"smtp://127.0.0.1:{box[1]}", "evaluation@example.org", book))
    assert ["演示数据" in mail["Subject"] for mail in box[0].got] == [False, True]


def test_only_the_office_mails(opened: str, seat: Callable[..., Desk], book: Path) -> None:
    with pytest.raises(NotPermitted):
        mails.mail(seat("leader"), Post("smtp://127.0.0.1:1", "evaluation@example.org", book))


def test_a_book_that_is_gone_or_no_book_is_told(
    opened: str, office: Desk, database: Database, box: tuple[Mailbox, int], tmp_path: Path
) -> None:
    tell(database, office, "reported", "evaluator")
    (tmp_path / "odd.csv").write_text("name\nx\n", "utf-8")
    for name in ("gone.csv", "odd.csv"):
        with pytest.raises(Lacking, match="mail_book"):
            mails.mail(office, Post(f"smtp://127.0.0.1:{box[1]}", "evaluation@example.org", tmp_path / name))


def test_a_book_as_a_spreadsheet_leaves_it(
    opened: str, office: Desk, database: Database, box: tuple[Mailbox, int], book: Path
) -> None:
    """A line cut short reads nothing; a file that is not UTF-8 is told, not fallen over."""
    tell(database, office, "reported", "evaluator")
    post = Post(f"smtp://127.0.0.1:{box[1]}", "evaluation@example.org", book)
    book.write_bytes("role,body,address,备注\nevaluator,,desk@example.org,值班\n".encode("gb18030"))
    with pytest.raises(Lacking, match="mail_book"):
        mails.mail(office, post)
    book.write_text("role,body,address\noffice\nevaluator , , desk@example.org\n", "utf-8")
    assert mails.mail(office, post) == mails.Mailed(1, 0, 0)


def test_an_address_the_server_cannot_take_keeps_nothing_else_waiting(
    opened: str, office: Desk, database: Database, plain: tuple[Mailbox, int], book: Path
) -> None:
    mailbox, port = plain
    post = Post(f"smtp://127.0.0.1:{port}", "evaluation@example.org", book)
    book.write_text(BOOK.replace("huangpu", "黄浦"), "utf-8")
    tell(database, office, "sent_back", "reporter", "310101")
    tell(database, office, "reported", "evaluator")
    done = mails.mail(office, post)
    assert (done.sent, done.failed) == (1, 1)
    assert [mail["To"] for mail in mailbox.got] == ["desk@example.org"]
    with database.reading() as connection:
        [waiting] = notifications.unmailed(connection)
    assert waiting.mail_trouble


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_mail_is_encrypted_for_a_server_that_is_who_it_says(
    opened: str, office: Desk, database: Database, book: Path, certificate: Path, scheme: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """STARTTLS where it is offered, from the start with smtps; not to who signed their own certificate."""
    told = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    told.load_cert_chain(certificate)
    way: dict[str, Any] = {"tls_context": told, "require_starttls": True}
    tell(database, office, "reported", "evaluator")
    with serving(**way if scheme == "smtp" else {"ssl_context": told}) as (mailbox, port):
        post = Post(f"{scheme}://127.0.0.1:{port}", "evaluation@example.org", book)
        refused = mails.mail(office, post)
        assert (refused.sent, refused.failed, mailbox.got) == (0, 1, [])
        assert "CERTIFICATE_VERIFY_FAILED" in refused.trouble
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
        assert mails.mail(office, post) == mails.Mailed(1, 0, 0)
        assert len(mailbox.got) == 1


def test_settings_name_the_way_whole_or_not_at_all(book: Path) -> None:
    assert settings.from_environment({}).post is None
    whole = {"EVALUATION_MAIL": "smtps://me:secret@host", "EVALUATION_MAIL_FROM": "a@b.org",
             "EVALUATION_MAIL_BOOK": str(book)}  # fmt: skip
    found = settings.from_environment(whole).post
    assert found == Post("smtps://me:secret@host", "a@b.org", book)
    for name in ("EVALUATION_MAIL_FROM", "EVALUATION_MAIL_BOOK"):
        with pytest.raises(Lacking):
            settings.from_environment({key: value for key, value in whole.items() if key != name})
    with pytest.raises(Lacking) as refused:
        settings.from_environment({**whole, "EVALUATION_MAIL": "http://me:secret@host"})
    assert "secret" not in str(refused.value.numbers)
