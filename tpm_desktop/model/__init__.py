"""What a program is made of: the tables, their declared columns, and what may stand in them."""
