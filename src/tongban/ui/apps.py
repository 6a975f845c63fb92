"""Registers the package with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "tongban.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
