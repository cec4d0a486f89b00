"""Estimates: the lines of one round beside what the plan says, its steps, and the budget from it."""
