"""`python -m peaceops.cli`: the same as the command `peaceops`."""

from peaceops.cli import main

main()
