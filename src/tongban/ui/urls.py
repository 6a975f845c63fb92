"""Addresses of the design system: choices of display."""

from django.urls import path

from tongban.ui import views

app_name = "ui"
urlpatterns = [
    path("language/", views.choose_language, name="language"),
    path("display/", views.choose_display, name="display"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("ui/", views.style, name="style"),
    path("ui/desk/", views.style_desk, name="style-desk"),
]
