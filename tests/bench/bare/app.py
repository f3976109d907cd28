"""What our pages are measured against: the barest page, served as ours are (imports paid, frozen)."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pandas  # noqa: F401
import plotly.graph_objects  # noqa: F401
import streamlit as st


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Freeze what is there, as app.py does."""
    gc.collect()
    gc.freeze()
    yield


app = st.App(Path(__file__).with_name("page.py"), lifespan=lifespan)
