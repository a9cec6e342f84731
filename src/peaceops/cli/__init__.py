"""The command line: it parses, calls a service and prints.

Nothing heavy is imported at the top of any file here, so that `peaceops --help` answers at once.
"""

from peaceops.cli.main import main

__all__ = ["main"]
