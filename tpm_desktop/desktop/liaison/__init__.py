"""What is due from the program office to the bodies, and back."""
