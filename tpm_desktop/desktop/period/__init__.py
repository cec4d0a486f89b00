"""Reporting periods: what is missing before one closes, what is reported, and the trends of those closed."""
