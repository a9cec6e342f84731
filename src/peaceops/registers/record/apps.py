"""The app's name to Django."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The one append-only table of versions, and what is found by it."""

    name = "peaceops.registers.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
