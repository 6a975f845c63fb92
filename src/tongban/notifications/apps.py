"""Registers the package with Django."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "tongban.notifications"
    label = "notifications"
    default_auto_field = "django.db.models.BigAutoField"
