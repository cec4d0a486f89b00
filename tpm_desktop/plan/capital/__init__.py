"""Capital requests of a program: their amounts and stages, what their rules say, and their sums by year."""
