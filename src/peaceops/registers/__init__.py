"""What people record, kept in tables: versions, accounts, keys, audit.

The only room that knows Django. Stages never import it; services hand its records to them as the
domain's own types.

Entering the room sets Django up, for its tables can not even be imported before; which mission's
registers they stand for is said by `opening.open_registers`.
"""

import django
from django.conf import settings as django_settings

from peaceops.registers.settings import settings_before_opening

if not django_settings.configured:
    django_settings.configure(**settings_before_opening())
    django.setup()
