"""Reports: frames in, bytes out; nothing here reads the record."""
