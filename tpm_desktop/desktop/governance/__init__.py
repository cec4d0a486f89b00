"""The governance chart: bodies, who sits in them, and whom they report and escalate to."""
