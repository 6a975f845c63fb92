"""Registers the package with Django and reads the translations of all packages."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tongban.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from tongban.ui import messages

        messages.install()
