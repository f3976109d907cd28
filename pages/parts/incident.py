"""A bug is a crash with an incident number: people see the number, the server's log has everything else."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from data.words import LANGUAGES, text
from pages.parts.markup import show, tag

log = logging.getLogger("evaluation.incident")


def tell(trouble: BaseException) -> bool:
    """Log the trouble under a fresh number and show that number; always true: nothing else is shown."""
    number = secrets.token_hex(4)
    log.error("incident %s", number, exc_info=trouble)
    spoken = st.session_state.get("lang", LANGUAGES[0])
    show(tag("p", text("incident.sentence", spoken, number=number), class_="banner act", role="alert"))
    return True
