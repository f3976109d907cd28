"""Reads an Excel workbook in the child process: strict about its form, never following it out."""
