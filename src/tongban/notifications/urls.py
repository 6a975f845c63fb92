"""Addresses of the inbox."""

from django.urls import path

from tongban.notifications import views

app_name = "notifications"
urlpatterns = [path("me/inbox/", views.inbox, name="inbox")]
