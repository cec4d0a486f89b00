"""What people do to a program, each a labelled transaction: the same for the window and the command line."""
