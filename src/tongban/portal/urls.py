"""Addresses of home, search, guide and my page."""

from django.urls import path

from tongban.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("items/<slug:code>/", views.guide, name="guide"),
    path("me/", views.me, name="me"),
]
