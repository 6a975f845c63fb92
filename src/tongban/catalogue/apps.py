"""Registers the package with Django."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "tongban.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
