"""The view Meeting room: agenda, attendance and minutes of one meeting."""
