"""A board as text and back, complete and exact, so that what is sealed can be shown years later.

The text is JSON: plain values as they are, floats with every digit, and everything else as
`{"is": kind, "of": ...}`. Only the kinds named here are ever made from it. A new field of one of the
dataclasses needs a default, or boards sealed before could no longer be read.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from data.catalogue.frozen import Table
from data.store.audit import canonical
from metrics import model
from metrics.engine.board import Board

CLASSES: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        one.__name__: one
        for one in (
            *(model.Text, model.Body, model.Field, model.Effect, model.Indicator, model.Level, model.Node),
            *(model.Kind, model.Grade, model.Totals, model.Robustness, model.Milestone, model.Review),
            *(model.Catalogue, Board),
        )
    }
)


def pack(board: Board) -> tuple[bytes, str]:
    """The board as compressed text, and the SHA-256 of the text."""
    text = canonical(encode(board)).encode()
    return gzip.compress(text, mtime=0), hashlib.sha256(text).hexdigest()


def unpack(content: bytes) -> Board:
    """The board that was packed."""
    board = decode(json.loads(gzip.decompress(content)))
    assert isinstance(board, Board)
    return board


def sha256(content: bytes) -> str:
    """SHA-256 of the packed text."""
    return hashlib.sha256(gzip.decompress(content)).hexdigest()


def encode(value: Any) -> Any:
    """What JSON can say of `value`; TypeError for a kind that is not foreseen."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return _is("float", repr(value))
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, tuple | list):
        return [encode(one) for one in value]
    if is_dataclass(value) and type(value).__name__ in CLASSES:
        content = {one.name: encode(getattr(value, one.name)) for one in fields(value)}
        return _is(type(value).__name__, content)
    if isinstance(value, Mapping):
        return _is("map", [[encode(key), encode(one)] for key, one in value.items()])
    if isinstance(value, frozenset):
        return _is("set", sorted(value))
    if isinstance(value, date) and type(value) is date:
        return _is("date", value.isoformat())
    if isinstance(value, pd.DataFrame):
        columns = [[name, _array(value[name])] for name in value.columns]
        return _is("frame", {"index": _index(value.index), "name": value.index.name, "columns": columns})
    raise TypeError(f"cannot be kept: {type(value)}")


def decode(value: Any) -> Any:
    """The value that was encoded; lists come back as tuples."""
    if isinstance(value, list):
        return tuple(decode(one) for one in value)
    if not isinstance(value, dict):
        return value
    kind, content = value["is"], value["of"]
    if kind in CLASSES:
        return CLASSES[kind](**{name: decode(one) for name, one in content.items()})
    return _KINDS[kind](content)


def _is(kind: str, content: Any) -> dict[str, Any]:
    return {"is": kind, "of": content}


def _index(index: pd.Index) -> dict[str, Any]:
    if isinstance(index, pd.RangeIndex):
        return {"dtype": "range", "values": len(index)}
    return _array(pd.Series(index, dtype=index.dtype))


def _array(column: pd.Series) -> dict[str, Any]:
    kind = str(column.dtype)
    if isinstance(column.dtype, pd.CategoricalDtype):
        return {"dtype": kind, "values": column.cat.codes.tolist(), "labels": column.cat.categories.tolist()}
    if kind.startswith("datetime64"):
        return {"dtype": kind, "values": [None if pd.isna(one) else one.isoformat() for one in column]}
    if kind == "float64":
        return {"dtype": kind, "values": [_number(one) for one in column.tolist()]}
    return {"dtype": kind, "values": [None if one is pd.NA else encode(one) for one in column.tolist()]}


def _number(one: float) -> Any:
    return None if math.isnan(one) else encode(one)


def _unarray(kept: Mapping[str, Any]) -> Any:
    kind, values = kept["dtype"], kept["values"]
    if kind == "category":
        return pd.Categorical.from_codes(values, categories=pd.Index(kept["labels"], dtype=object))
    if kind == "float64":
        return np.array([math.nan if one is None else decode(one) for one in values], dtype=np.float64)
    if kind.startswith("datetime64"):
        return pd.array(values, dtype=kind)
    return pd.array([decode(one) for one in values], dtype=object if kind == "object" else kind)


def _frame(kept: Mapping[str, Any]) -> pd.DataFrame:
    index = kept["index"]
    ranged = index["dtype"] == "range"
    made = pd.RangeIndex(index["values"]) if ranged else pd.Index(_unarray(index), dtype=index["dtype"])
    columns = {name: _unarray(column) for name, column in kept["columns"]}
    return pd.DataFrame(columns, index=made.rename(kept["name"]))


_KINDS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "map": lambda pairs: Table({decode(key): decode(one) for key, one in pairs}),
        "set": frozenset,
        "date": date.fromisoformat,
        "float": float,
        "frame": _frame,
    }
)
