"""Starts the program as `python -m tpm_desktop`."""

from tpm_desktop.cli import main

if __name__ == "__main__":
    main()
