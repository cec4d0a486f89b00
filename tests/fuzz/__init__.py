"""Hostile and broken files by the thousand, and kills at random moments; `make fuzz` runs all of it."""
