"""The planning engine: columns of numbers in, dates and slack out; it knows no SQL, no Qt and no files."""
