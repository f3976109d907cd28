"""Stands between the network and Streamlit: security headers on every answer, our look in every page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.words import text
from pages.parts.markup import tag

LOOK = Path(__file__).with_name("look")
LOOK_FILES = {
    "house.css": "text/css",
    "chinese.js": "text/javascript",
    "house.js": "text/javascript",
    "seal.svg": "image/svg+xml",
}
SCRIPTS = ("chinese.js", "house.js")
LANG = {"zh": "zh-CN", "en": "en"}
CONDITIONS = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since"})
INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; "
    "script-src 'self' 'wasm-unsafe-eval'{hashes}; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
)
SANDBOX = "default-src 'none'; sandbox"  # for what somebody handed in: it may do nothing at all
HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": POLICY.format(hashes=""),
}


class Guard:
    """ASGI middleware: sets the headers; in HTML also `lang`, the style sheet and the script of the house.

    Only the inline scripts that stand in Streamlit's own page may run: by their hashes in the policy.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.prefix = prefix()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["path"].rstrip("/").endswith("/_stcore/metrics"):
            # Counts of sessions and memory are nobody's business without sign-in.
            await Response(status_code=404, headers=dict(HEADERS))(scope, receive, send)
            return
        await self.app(plain(scope), receive, Rewriter(scope, send, self.prefix))


class Rewriter:
    """The way back of one answer: holds an HTML body until it is whole, lets everything else through."""

    def __init__(self, scope: Scope, send: Send, prefix: str) -> None:
        self.language = language_of(scope)
        self.send = send
        self.prefix = prefix
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            strict = headers.get("content-security-policy") == SANDBOX
            for name, value in HEADERS.items():
                headers[name] = SANDBOX if strict and name == "Content-Security-Policy" else value
            if headers.get("content-type", "").startswith("text/html"):
                self.start = message
                return
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if message.get("more_body", False):
                return
            page = dressed(self.body, self.language, self.prefix)
            headers = MutableHeaders(scope=self.start)
            headers["Content-Length"] = str(len(page))
            del headers["etag"], headers["last-modified"]
            headers["Content-Security-Policy"] = POLICY.format(hashes=hashes(page))
            await self.send(self.start)
            message = {"type": "http.response.body", "body": page}
        await self.send(message)


def plain(scope: Scope) -> Scope:
    """Ask for pages whole and uncompressed, so that their HTML can be read here."""
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return scope
    kept = [(name, value) for name, value in scope["headers"] if name not in CONDITIONS]
    return {**scope, "headers": kept}


def language_of(scope: Scope) -> str:
    """The language that the address asks for; Chinese where it does not say."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", ["zh"])[0]
    return asked if asked in LANG else "zh"


def dressed(page: bytes, language: str, prefix: str) -> bytes:
    """Streamlit's page in our language, with the scripts of the house before its own and our style sheet."""
    scripts = "".join(f'<script src="{prefix}/look/{name}" defer></script>' for name in SCRIPTS)
    style = f'<link rel="stylesheet" href="{prefix}/look/house.css"></head>'
    page = page.replace(b'<html lang="en">', f'<html lang="{LANG[language]}">'.encode(), 1)
    page = page.replace(b"<head>", f"<head>{scripts}".encode(), 1)
    page = page.replace(b"<title>Streamlit</title>", tag("title", text("app.name", language)).encode(), 1)
    return page.replace(b"</head>", style.encode(), 1)


def hashes(page: bytes) -> str:
    """The sources of the page's own inline scripts, as the policy wants them."""
    return "".join(
        f" 'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in INLINE.findall(page)
    )


def prefix() -> str:
    """The path that the program lives under ("" for the root): Streamlit does not prefix our routes."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


async def look(request: Request) -> Response:
    """Serve one file of the look; there are no others."""
    name = request.path_params["name"]
    if name not in LOOK_FILES:
        return Response(status_code=404)
    return FileResponse(LOOK / name, media_type=LOOK_FILES[name], headers={"Cache-Control": "max-age=300"})
