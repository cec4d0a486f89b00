"""The business case view: versions, years against budget and benefits, and how benefits are realised."""
