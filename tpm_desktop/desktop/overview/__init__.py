"""The overview: how the program and its projects stand, on one screen."""
