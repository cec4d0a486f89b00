"""Costs and budgets: numbers in, numbers out, in whole minor units; knows no files, tables or windows."""
