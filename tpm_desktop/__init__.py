"""TPM Desktop: plan, pay for, steer and report a technology program from one file."""

__version__ = "0.1.0"
