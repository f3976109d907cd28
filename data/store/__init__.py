"""The record on disk 数据库: the only place that speaks SQL; one module per noun, nothing here commits.

`db` opens a database and gives a connection to read or to write; `tables` draws the tables; `migrate`
brings a database up to date; `audit` is the append-only trail; `content` turns a board into bytes and
back. The noun modules (`rounds`, `bodies`, `observations`, `boards`) take a connection and do one thing.
Who may do what, and what belongs into one transaction, is decided above, in `data.actions`.
"""
