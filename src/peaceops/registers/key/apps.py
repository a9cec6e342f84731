"""The app's name to Django."""

from django.apps import AppConfig


class KeyConfig(AppConfig):
    """Keys of roles and of sealed records."""

    name = "peaceops.registers.key"
    label = "key"
    default_auto_field = "django.db.models.BigAutoField"
