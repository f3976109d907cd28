"""The post: e-mail through the SMTP server that the settings name; nothing is sent where they name none."""

from __future__ import annotations

import csv
import smtplib
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import unquote, urlsplit

from metrics.errors import Lacking

SCHEMES = (
    "smtp",
    "smtps",
)  # smtp: encrypted as soon as the server offers it (STARTTLS); smtps: from the start
PORTS = {"smtp": 25, "smtps": 465}
PATIENCE = 20.0  # seconds for an answer of the server
COLUMNS = ("role", "body", "address")
Book = Mapping[tuple[str, str], Sequence[str]]  # role and body ("" for all): addresses


def addresses(book: Book, role: str, body: str) -> tuple[str, ...]:
    """Who reads what people of this role (and body) are told, each once."""
    found = (*book.get((role, body), ()), *book.get((role, ""), ()))
    return tuple(dict.fromkeys(one for one in found if one))


@dataclass(frozen=True, slots=True)
class Post:
    """Where mail goes through, from which address, and the file that says who reads it.

    url: smtp://[user[:password]@]host[:port] or smtps://...; book: CSV with role, body ("" for all), address.
    """

    url: str
    sender: str
    book: Path

    def readers(self) -> Book:
        """Who reads what, as the book says now; Lacking("mail_book") for none, or another table."""
        try:
            with self.book.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file, restval=""))
        except OSError as trouble:
            raise Lacking("mail_book", file=str(self.book), problem=trouble.strerror) from trouble
        except UnicodeDecodeError as trouble:
            raise Lacking("mail_book_encoding", file=str(self.book)) from trouble
        if rows and not set(COLUMNS) <= set(rows[0]):
            raise Lacking("mail_book", file=str(self.book), problem=", ".join(COLUMNS))
        found: dict[tuple[str, str], list[str]] = {}
        for row in rows:
            role, body, address = ("".join(row[name].split()) for name in COLUMNS)
            found.setdefault((role, body), []).append(address)
        return found

    @contextmanager
    def open(self) -> Iterator[smtplib.SMTP]:
        """A session with the server; OSError or SMTPException where it cannot be had.

        An encrypted one only with a server whose certificate the machine knows (SSL_CERT_FILE adds to them).
        """
        place = urlsplit(self.url)
        host, port = place.hostname or "", place.port or PORTS[place.scheme]
        known = ssl.create_default_context()
        if place.scheme == "smtps":
            opened: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=known)
        else:
            opened = smtplib.SMTP(host, port, timeout=PATIENCE)
        with opened as session:
            session.ehlo_or_helo_if_needed()  # only then does it know what the server offers
            if place.scheme == "smtp" and session.has_extn("starttls"):
                session.starttls(context=known)
            if place.username:
                session.login(unquote(place.username), unquote(place.password or ""))
            yield session

    def letter(self, to: tuple[str, ...], subject: str, words: str, name: str) -> EmailMessage:
        """A message; `name` makes its Message-ID, so that one sent twice is shown once."""
        message = EmailMessage()
        message["Subject"] = " ".join(subject.split())
        message["From"] = self.sender
        message["To"] = ", ".join(to)
        message["Message-ID"] = f"<{name}@{Address(addr_spec=self.sender).domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(words)
        return message
