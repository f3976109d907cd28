"""Readers without a browser: the websocket of Streamlit, spoken raw, so that only the server is measured."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from urllib.parse import urlparse

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

LONGEST = 600.0  # seconds a run may take: the first of thousands of bodies draws bands on a busy machine
RERUN = ForwardMsg.FINISHED_EARLY_FOR_RERUN


@dataclass(frozen=True)
class Run:
    """One run of a page as the reader's side sees it: seconds until it was done, bytes and messages sent."""

    seconds: float
    size: int
    messages: int


class Session:
    """One reader on one websocket."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def run(self, page: str, query: str = "") -> Run:
        """Ask for a page and wait until its script has finished."""
        asked = BackMsg()
        asked.rerun_script.page_name = page
        asked.rerun_script.query_string = query
        began, size, messages = time.perf_counter(), 0, 0
        await self.socket.send(asked.SerializeToString())
        while True:
            packed = await asyncio.wait_for(self.socket.recv(), LONGEST)
            assert isinstance(packed, bytes)
            size, messages = size + len(packed), messages + 1
            told = ForwardMsg.FromString(packed)
            if told.WhichOneof("type") == "script_finished" and told.script_finished != RERUN:
                return Run(time.perf_counter() - began, size, messages)


async def open_session(address: str) -> Session:
    """A new reader at the program under `address` (http://host:port)."""
    host = urlparse(address).netloc
    socket = await connect(
        f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], origin=f"http://{host}", max_size=None,
        proxy=None, compression=None,
    )  # fmt: skip
    return Session(socket)
