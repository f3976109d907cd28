"""The record 数据: what is kept, read and written; it also holds the catalogue files."""
