"""Addresses of systems at the portal."""

from django.urls import path

from tongban.systems import views

app_name = "systems"
urlpatterns = [
    path("me/systems/", views.mine, name="mine"),
    path("me/systems/<uuid:tag>/end/", views.end_mine, name="end"),
]
