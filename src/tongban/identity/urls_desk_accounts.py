"""Addresses of sign-in at the desk: login name, password, second factor. Nobody signs up here."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from django.urls import path

from tongban.identity import views

urlpatterns = [
    path("desk/accounts/login/", account.login, name="account_login"),
    path("desk/accounts/logout/", account.logout, name="account_logout"),
    path("desk/accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("desk/accounts/password/change/", account.password_change, name="account_change_password"),
    path("desk/accounts/password/set/", views.nowhere, name="account_set_password"),
    path("desk/accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("desk/accounts/2fa/", factors.index, name="mfa_index"),
    path("desk/accounts/2fa/authenticate/", factors.authenticate, name="mfa_authenticate"),
    path("desk/accounts/2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("desk/accounts/2fa/totp/activate/", views.Enrol.as_view(), name="mfa_activate_totp"),
    path("desk/accounts/2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("desk/accounts/2fa/recovery-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("desk/accounts/2fa/recovery-codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    # allauth must be able to name these; at the desk they are not there.
    path("desk/accounts/email/", views.nowhere, name="account_email"),
    path("desk/accounts/signup/", views.nowhere, name="account_signup"),
    path("desk/accounts/login/code/", views.nowhere, name="account_request_login_code"),
    path("desk/accounts/login/code/confirm/", views.nowhere, name="account_confirm_login_code"),
    path("desk/accounts/phone/verify/", views.nowhere, name="account_verify_phone"),
    path("desk/accounts/password/reset/", views.nowhere, name="account_reset_password"),
    path("desk/accounts/2fa/totp/deactivate/", views.nowhere, name="mfa_deactivate_totp"),
]
