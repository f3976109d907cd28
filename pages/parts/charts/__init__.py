"""The pictures. Every one: the finding as title, then measure, unit and n; one accent; the mark of made-up data.

`graph_objects` only: `plotly.express` costs 25 times as much per figure.
"""
