"""Levelling: when to do what, so that nobody is needed more than there is of them."""
