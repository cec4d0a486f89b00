"""The RACI matrix: who answers for what, typed letter by letter."""
