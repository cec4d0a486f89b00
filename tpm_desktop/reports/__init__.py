"""Packs on paper: pages made of shared parts from what is in the file."""
