"""Addresses of sign-in at the portal: allauth's, of which citizens get these. Its names have no name space."""

from allauth.account import views as account
from django.urls import path

from tongban.identity import views

urlpatterns = [
    path("register/", account.signup, name="account_signup"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/login/code/", account.request_login_code, name="account_request_login_code"),
    path("accounts/login/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/phone/verify/", views.verify_phone, name="account_verify_phone"),
    path("accounts/phone/change/", views.change_phone, name="account_change_phone"),
    path("accounts/password/change/", views.ChangePassword.as_view(), name="account_change_password"),
    path("accounts/password/set/", account.password_set, name="account_set_password"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/email/", views.nowhere, name="account_email"),
    path("accounts/password/reset/", views.nowhere, name="account_reset_password"),
]
