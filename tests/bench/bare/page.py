"""One chart and one table of as many rows as the measured round has bodies, and nothing else."""

from __future__ import annotations

import os

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

ROWS = int(os.environ.get("BARE_ROWS", "64"))

frame = pd.DataFrame(np.random.default_rng(1).random((ROWS, 8)), columns=[f"column {n}" for n in range(8)])
st.title("Bare")
st.plotly_chart(go.Figure(go.Scatter(x=frame["column 0"], y=frame["column 1"], mode="markers")))
st.dataframe(frame)
