"""Settings: what differs from one machine to the next, read from the environment, typed and documented.

| variable | meaning | when unset |
|---|---|---|
| `EVALUATION_DATABASE` | URL: `sqlite:///FILE` or `postgresql://...` | `var/evaluation.db` of the checkout |
| `EVALUATION_ANCHOR` | file for the heads of the audit trail | beside the SQLite file, else in `var/` |
| `EVALUATION_FILES` | folder for handed-in files (workbooks, evidence) | `files` of the checkout |
| `EVALUATION_CATALOGUES` | folder that holds one catalogue folder per year | `data/catalogue` |
| `EVALUATION_DEMO` | `0`: never load made-up data, never offer the role switch | `1` |
| `EVALUATION_LANGUAGE` | language of the screen at the first visit: `zh` or `en` | `zh` |
| `EVALUATION_MAIL` | mail server: `smtp://[user[:password]@]host[:port]`, `smtps://...` | no mail is sent |
| `EVALUATION_MAIL_FROM` | the address mail comes from; needed with EVALUATION_MAIL | |
| `EVALUATION_MAIL_BOOK` | CSV `role,body,address`: who reads what is told to a role; needed with it | |

An empty variable counts as unset; an unknown value is refused, never guessed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data import post
from data.post import Post
from metrics.errors import Lacking

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("zh", "en")
YES_NO = {"1": True, "yes": True, "on": True, "0": False, "no": False, "off": False}
SCHEMES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this process; `database` is a URL, the paths are absolute.

    `demo` allows demonstration: the made-up round for an empty database and, with a made-up round on
    a loopback address, the role switch.
    """

    database: str
    anchor: Path
    catalogues: Path
    demo: bool
    language: str
    files: Path = ROOT / "files"
    post: Post | None = None


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings found in `environment`; Lacking("setting") names a variable with an unknown value."""
    given = {name: value.strip() for name, value in environment.items() if value.strip()}
    database = given.get("EVALUATION_DATABASE", f"sqlite:///{ROOT / 'var' / 'evaluation.db'}")
    if not database.startswith(SCHEMES):
        raise Lacking(
            "setting", name="EVALUATION_DATABASE", found=database.split(":")[0], allowed=" ".join(SCHEMES)
        )
    return Settings(
        database=database,
        anchor=Path(given.get("EVALUATION_ANCHOR", _beside(database))).absolute(),
        catalogues=Path(given.get("EVALUATION_CATALOGUES", ROOT / "data" / "catalogue")).absolute(),
        demo=_yes_no(given.get("EVALUATION_DEMO", "1")),
        language=_language(given.get("EVALUATION_LANGUAGE", LANGUAGES[0])),
        files=Path(given.get("EVALUATION_FILES", ROOT / "files")).absolute(),
        post=_post(given),
    )


def _post(given: Mapping[str, str]) -> Post | None:
    """The way of the mail, whole or not at all; a password in the URL is never quoted back."""
    if "EVALUATION_MAIL" not in given:
        return None
    url = given["EVALUATION_MAIL"]
    scheme = url.split("://")[0]
    if scheme not in post.SCHEMES:
        raise Lacking("setting", name="EVALUATION_MAIL", found=scheme, allowed=" ".join(post.SCHEMES))
    for name in ("EVALUATION_MAIL_FROM", "EVALUATION_MAIL_BOOK"):
        if name not in given:
            raise Lacking("setting", name=name, found="", allowed="…")
    return Post(url, given["EVALUATION_MAIL_FROM"], Path(given["EVALUATION_MAIL_BOOK"]).absolute())


def _beside(database: str) -> Path:
    """Where the heads of the audit trail are kept unless said otherwise."""
    if database.startswith("sqlite:///"):
        return Path(database.removeprefix("sqlite:///") + ".heads")
    return ROOT / "var" / "evaluation.heads"


def _yes_no(text: str) -> bool:
    if text.lower() not in YES_NO:
        raise Lacking("setting", name="EVALUATION_DEMO", found=text, allowed=" ".join(YES_NO))
    return YES_NO[text.lower()]


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise Lacking("setting", name="EVALUATION_LANGUAGE", found=text, allowed=" ".join(LANGUAGES))
    return text
