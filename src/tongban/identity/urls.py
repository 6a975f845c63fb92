"""Addresses of identity at the portal, sign-in apart (urls_accounts.py)."""

from django.urls import path, re_path

from tongban.identity import views

app_name = "identity"
urlpatterns = [
    path("register/verify/", views.verify, name="verify"),
    path("register/verify/code/", views.verify_code, name="verify_code"),
    path("accounts/", views.account, name="account"),
    path("hat/", views.hat, name="hat"),
    path("me/powers/", views.powers, name="powers"),
    path("me/powers/new/", views.authorise, name="authorise"),
    path("me/organisations/", views.claim, name="claim"),
    re_path(
        r"^me/powers/(?P<pk>[0-9]{1,18})/(?P<deed>accept|decline|revoke)/$", views.change_power, name="change_power"
    ),
]
