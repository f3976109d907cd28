"""The guard: headers on every answer, our look and language in HTML, nothing served that is not ours."""

from __future__ import annotations

import asyncio
import gzip

import httpx
import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from pages.parts import guard

PAGE = '<!DOCTYPE html><html lang="en"><head><script>let a = 1</script></head><body></body></html>'


async def page(request: Request) -> Response:
    """A page as Streamlit serves it: compressed for who asks for that."""
    if "gzip" in request.headers.get("accept-encoding", ""):
        packed = gzip.compress(PAGE.encode())
        return Response(packed, media_type="text/html", headers={"content-encoding": "gzip", "etag": '"1"'})
    return HTMLResponse(PAGE, headers={"etag": '"1"'})


async def plain(_request: Request) -> Response:
    """Something that is no HTML."""
    return PlainTextResponse('<html lang="en"></head>')


def get(path: str, **headers: str) -> httpx.Response:
    """One request through the guard."""
    routes = [
        Route("/", page), Route("/plain", plain), Route("/_stcore/metrics", plain),
        Route("/look/{name}", guard.look),
    ]  # fmt: skip
    app = Starlette(routes=routes, middleware=[Middleware(guard.Guard)])

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
            return await client.get(path, headers={"accept": "text/html", **headers})

    return asyncio.run(ask())


@pytest.mark.parametrize(
    "path", ["/", "/plain", "/look/house.css", "/look/none", "/_stcore/metrics", "/nowhere"]
)
def test_every_answer_carries_the_headers(path: str) -> None:
    headers = get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert "'unsafe-eval'" not in policy


@pytest.mark.parametrize(
    ("asked", "lang"),
    [("/", "zh-CN"), ("/?lang=zh", "zh-CN"), ("/?lang=en", "en"), ("/?lang=%22%3E", "zh-CN")],
)
def test_html_says_its_language_and_loads_our_look(asked: str, lang: str) -> None:
    answer = get(asked)
    assert f'<html lang="{lang}">' in answer.text
    assert '<link rel="stylesheet" href="/look/house.css">' in answer.text
    assert '<script src="/look/house.js" defer></script>' in answer.text
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "etag" not in answer.headers


def test_only_the_pages_own_inline_script_may_run() -> None:
    answer = get("/")
    assert guard.hashes(PAGE.encode()).strip() in answer.headers["content-security-policy"]
    other = guard.hashes(b"<script>let a = 2</script>").strip()
    assert other not in answer.headers["content-security-policy"]


def test_what_is_no_html_is_left_alone() -> None:
    assert get("/plain").text == '<html lang="en"></head>'


def test_only_the_files_of_the_look_are_served() -> None:
    assert get("/look/house.js").status_code == 200
    assert get("/look/house.css").headers["content-type"].startswith("text/css")
    assert [get(f"/look/{name}").status_code for name in ("shell.py", "..%2Fshell.py", "")] == [404, 404, 404]
    assert get("/_stcore/metrics").status_code == 404


def test_the_prefix_of_a_program_that_lives_under_a_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", {"server.baseUrlPath": "/og/"}.get)
    assert guard.prefix() == "/og"
    assert 'href="/og/look/house.css"' in get("/").text
