"""The evidence route: who may have a file gets it as a file; for everybody else it does not exist."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from data import permits
from data.actions import evidence as acts
from data.actions import rounds
from data.desk import Desk, sit
from data.settings import Settings
from data.store import audit
from pages.parts import evidence, guard

PDF = b"%PDF-1.4\n<script>alert(1)</script>\n%%EOF"
OWN, OTHER = "310101", "310104"


@pytest.fixture
def office(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The office over a made-up round; the program's environment points to the same record."""
    for name, value in {
        "DATABASE": settings.database, "ANCHOR": settings.anchor, "CATALOGUES": settings.catalogues,
        "FILES": settings.files, "DEMO": "1",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"EVALUATION_{name}", str(value))
    desk = sit(settings, person="wang", role=permits.OFFICE)
    rounds.open(desk, "2012", catalogue="small", demo=True)
    return desk


@pytest.fixture
def kept(office: Desk) -> int:
    """A file of evidence of one district."""
    return acts.attach(office, "2012", OWN, "b", name="制度 文件.pdf", content=PDF).id


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    """The route behind the guard, as app.py has it, on a loopback address."""
    monkeypatch.setattr(st, "get_option", {"server.address": "127.0.0.1"}.get)
    return Client()


class Client:
    """A browser's request, without a network."""

    def __init__(self) -> None:
        routes = [Route("/evidence/{id}", evidence.answer)]
        self.app = Starlette(routes=routes, middleware=[Middleware(guard.Guard)])

    def get(
        self, path: str, params: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as one:
                return await one.get(path, params=params, headers=headers)

        return asyncio.run(ask())


@pytest.mark.parametrize("desk", ["", "evaluator", "leader", f"reporter:{OWN}"])
def test_who_may_see_it_gets_a_file(client: Client, kept: int, desk: str) -> None:
    found = client.get(f"/evidence/{kept}", params={"desk": desk} if desk else {})
    assert found.status_code == 200
    assert found.content == PDF
    headers = found.headers
    assert headers["content-type"] == "application/pdf"
    assert headers["content-disposition"] == (
        "attachment; filename*=UTF-8''%E5%88%B6%E5%BA%A6%20%E6%96%87%E4%BB%B6.pdf"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"


def refusals(office: Desk) -> list[tuple[str, str]]:
    with office.database.reading() as connection:
        return [(one["person"], one["about"]) for one in audit.trail(connection, result=audit.REFUSED)]


def test_not_theirs_and_not_there_are_the_same_answer(client: Client, kept: int, office: Desk) -> None:
    desk = {"desk": f"reporter:{OTHER}"}
    theirs, nothing = client.get(f"/evidence/{kept}", params=desk), client.get("/evidence/999", params=desk)
    assert (theirs.status_code, theirs.content) == (404, b"")
    assert (nothing.status_code, nothing.content) == (404, b"")
    assert dict(theirs.headers) == dict(nothing.headers)
    assert refusals(office) == [(f"demo-reporter-{OTHER}", f"evidence:{kept}")]


@pytest.mark.parametrize("odd", ["0", "-1", "1.0", "x", "9" * 30, "١", "%2e%2e", "1%00"])
def test_numbers_that_are_none(client: Client, kept: int, odd: str) -> None:
    assert client.get(f"/evidence/{odd}").status_code == 404


def test_a_link_is_no_file(client: Client, office: Desk) -> None:
    link = acts.link(office, "2012", OWN, "b", url="https://www.shanghai.gov.cn/")
    assert client.get(f"/evidence/{link.id}").status_code == 404


def test_a_file_that_was_changed_on_disk_is_not_handed_out(
    client: Client, kept: int, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    (place,) = [one for one in Path(settings.files).rglob("*") if one.is_file()]
    place.write_bytes(PDF.replace(b"1.4", b"1.7"))
    assert client.get(f"/evidence/{kept}").status_code == 404
    assert "file_damaged" in caplog.text


@pytest.mark.parametrize(
    "headers", [{"X-Forwarded-For": "10.0.0.1"}, {"Host": "evaluation.example"}, {"Via": "1.1 proxy"}]
)
def test_nobody_chooses_a_role_from_afar(client: Client, kept: int, headers: dict[str, str]) -> None:
    assert client.get(f"/evidence/{kept}", params={"desk": "office"}, headers=headers).status_code == 404


def test_nobody_chooses_a_role_where_made_up_data_is_not_allowed(
    client: Client, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVALUATION_DEMO", "0")
    assert client.get(f"/evidence/{kept}", params={"desk": "office"}).status_code == 404
