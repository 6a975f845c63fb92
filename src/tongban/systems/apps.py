"""Registers the package with Django."""

from django.apps import AppConfig


class SystemsConfig(AppConfig):
    name = "tongban.systems"
    label = "systems"
    default_auto_field = "django.db.models.BigAutoField"
