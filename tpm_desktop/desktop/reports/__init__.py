"""The reports dialog: choose a pack, look at its pages, save or print them."""
