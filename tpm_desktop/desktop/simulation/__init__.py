"""The simulation view: how sure finish and cost are, and what decides that."""
