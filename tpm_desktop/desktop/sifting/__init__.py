"""Filtering, sorting and grouping a view, as the tool bar and the menus offer it."""
