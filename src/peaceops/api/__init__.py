"""The interface for programs: parse, call a service, render; nothing is decided here."""

import peaceops.registers  # noqa: F401 - sets Django up, which the API's own library asks for
