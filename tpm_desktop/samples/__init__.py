"""Sample programs: told as data in `resources/samples`, made through the same transactions as anybody's."""

from .demo import create_demo

__all__ = ["create_demo"]
