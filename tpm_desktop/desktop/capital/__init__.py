"""The capital view, and the pages of a capital request in the inspector."""
