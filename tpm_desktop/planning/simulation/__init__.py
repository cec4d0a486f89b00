"""Uncertainty: thousands of runs of the plan with drawn durations, costs and risks, and what they tell."""
