"""Registers the package with Django."""

from django.apps import AppConfig


class SandboxConfig(AppConfig):
    name = "tongban.sandbox"
    label = "sandbox"
    default_auto_field = "django.db.models.BigAutoField"
