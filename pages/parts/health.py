"""GET /api/health: 200 while the program can do its work, else 503; facts as JSON, no secret among them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from data import settings
from data.queries import health
from data.queries.health import Health

FRESH = {"Cache-Control": "no-store"}


async def answer(_request: Request) -> JSONResponse:
    """Look now (nothing is remembered) and say what was found."""
    found = await run_in_threadpool(lambda: health.health(settings.from_environment(), datetime.now(UTC)))
    return JSONResponse(facts(found), status_code=200 if found.ok else 503, headers=FRESH)


def facts(found: Health) -> dict[str, Any]:
    """The facts of a health report as plain JSON."""
    seen = found.database
    return {
        "ok": found.ok,
        "at": found.at.isoformat(timespec="seconds"),
        "notes": list(found.notes),
        "database": seen and {
            "kind": seen.kind, "version": seen.version, "migration": seen.level.found,
            "wanted": seen.level.wanted,
            "intact": seen.intact, "audit_head": seen.head, "rounds": seen.rounds,
        },
        "audit_head_anchored": found.anchored,
        "calendars": found.calendars,
    }  # fmt: skip
