"""`python -m peaceops`: the same as the command `peaceops`."""

from peaceops.cli import main

main()
