"""The app's name to Django."""

from django.apps import AppConfig


class AccountConfig(AppConfig):
    """Who may sign in, in which roles."""

    name = "peaceops.registers.account"
    label = "account"
    default_auto_field = "django.db.models.BigAutoField"
