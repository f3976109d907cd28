"""What `streamlit run app.py` starts: the guard, our own routes, and the shell as the only script."""

from __future__ import annotations

import gc
import importlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from data import settings
from data.store import migrate
from data.store.db import database
from pages.parts import evidence, guard, health, incident, warm

ROOT = Path(__file__).resolve().parent
# What every page imports: paid once, before the first reader comes, and kept out of the garbage collection
# that Streamlit runs after every script (66 ms an empty run without, 2 ms with the freeze).
WARM = (
    "pandas",
    "plotly.graph_objects",
    "babel.dates",
    "metrics.engine.board",
    "data.words",
    "data.queries.boards",
)

log = logging.getLogger("evaluation")


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Bring the database up to date, import what pages need, freeze it; /api/health tells of a sick one."""
    try:
        await anyio.to_thread.run_sync(
            lambda: migrate.upgrade(database(settings.from_environment().database))
        )
    except Exception:
        log.exception("the database could not be brought up to date: /api/health says 503 until it is")
    for name in WARM:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    warm.ahead()
    yield


app = st.App(
    ROOT / "pages" / "parts" / "shell.py",
    routes=[
        Route(f"{guard.prefix()}/api/health", health.answer),
        Route(f"{guard.prefix()}/look/{{name}}", guard.look),
        Route(f"{guard.prefix()}/evidence/{{id}}", evidence.answer),
    ],
    middleware=[Middleware(guard.Guard)],
    lifespan=lifespan,
    on_script_error=incident.tell,
)
