"""The method (考核办法): pure functions from facts to scores; no file, clock, screen or database."""
