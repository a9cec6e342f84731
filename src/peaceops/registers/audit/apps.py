"""The app's name to Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what, chained so that a change shows."""

    name = "peaceops.registers.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
