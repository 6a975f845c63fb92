"""Settings of every process. What differs between installations comes from the environment; what differs between
regions comes from the region pack (TONGBAN_REGION).
"""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from tongban.kernel import homes, postgres
from tongban.regions import pack

HOME = homes.current()
DEMO = os.environ.get("TONGBAN_DEMO") == "1"  # synthetic people and local providers
DEBUG = False
REGIONS = Path(__file__).parent.parent / "regions"
REGION = os.environ.get("TONGBAN_REGION") or (REGIONS / "default.txt").read_text().strip()
SECRET_KEY = os.environ.get("TONGBAN_SECRET_KEY", "")
HERE = pack.open_pack(REGION).region
BRAND = {"zh-hans": HERE.brand.zh, "en": HERE.brand.en}  # what the site is called, on pages and in messages
SIGNATURE_SUITE = os.environ.get("TONGBAN_SUITE") or HERE.suite  # how certificates and tickets are signed
if not SECRET_KEY:
    from tongban.signing import keyring

    SECRET_KEY = keyring.open_or_create(HOME.keys).text("django")

ALLOWED_HOSTS = os.environ.get("TONGBAN_HOSTS", "localhost,127.0.0.1,testserver").split(",")
ROOT_URLCONF = "tongban.config.urls"
DESK_URLCONF = "tongban.config.urls_desk"
WSGI_APPLICATION = "tongban.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "ninja",  # its pages of the API description: style sheet and script
    "procrastinate.contrib.django",
    "tongban.identity",  # before allauth, whose pages it draws
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "tongban.kernel",
    "tongban.ui",
    "tongban.catalogue",
    "tongban.notifications",
    "tongban.systems",
    "tongban.cases",
    "tongban.feedback",
    "tongban.portal",
    "tongban.regions",
    "tongban.sandbox",
    "tongban.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tongban.ui.middleware.SecurityHeaders",
    "tongban.identity.middleware.TwoSites",  # chooses portal or desk: addresses and session cookie
    "tongban.identity.middleware.Sessions",
    "tongban.ui.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tongban.identity.middleware.Hats",  # request.actor
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tongban.ui.context.frame",
            ],
            "builtins": ["tongban.ui.templatetags.tongban"],
        },
    }
]


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or query.get("host", [""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,  # a new connection per request adds 1.2-2.1 ms
        "CONN_HEALTH_CHECKS": False,  # would add one statement to every page; a lost server is retried by the proxy
        "OPTIONS": {"server_side_binding": False},
    }


DATABASES = {
    "default": _database(
        os.environ.get("DATABASE_URL")
        or f"postgresql://{postgres.APPLICATION}@/{postgres.DATABASE}?host={HOME.postgres / 'data'}"
    )
}

AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["tongban.identity.backends.Accounts"]
ACCOUNT_ADAPTER = "tongban.identity.adapters.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"phone", "username"}  # telephone at the portal, login name at the desk
ACCOUNT_SIGNUP_FIELDS = ["phone*", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False  # signed in until the browser closes
ACCOUNT_FORMS = {
    "login": "tongban.identity.forms.SignIn",
    "signup": "tongban.identity.forms.Register",
    "request_login_code": "tongban.identity.forms.AskCode",
    "confirm_login_code": "tongban.identity.forms.ConfirmCode",
    "verify_phone": "tongban.identity.forms.ConfirmPhone",
    "change_phone": "tongban.identity.forms.ChangePhone",
    "change_password": "tongban.identity.forms.ChangePassword",
    "set_password": "tongban.identity.forms.SetPassword",
    "reauthenticate": "tongban.identity.forms.Reauthenticate",
}
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
MFA_ADAPTER = "tongban.identity.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = BRAND["en"]
MFA_FORMS = {
    "authenticate": "tongban.identity.forms.SecondFactor",
    "activate_totp": "tongban.identity.forms.Enrol",
    "reauthenticate": "tongban.identity.forms.ReauthenticateCode",
}
TONGBAN_PORTS = {
    "cases.Ratings": "tongban.feedback.adapters.Ratings",
    "catalogue.RegionWords": "tongban.regions.words.PackWords",
    "identity.ItemNames": "tongban.catalogue.queries.ItemNames",
    "identity.PersonRegister": "tongban.sandbox.registers.Persons",
    "identity.CompanyRegister": "tongban.sandbox.registers.Companies",
    "identity.CodeSender": "tongban.notifications.contrib.local.sms.local",
    "notifications.Sms": "tongban.notifications.contrib.local.sms.local",
    "systems.Sender": "tongban.systems.sending.Http",
    "cases.Letterhead": "tongban.regions.letterhead.Letterhead",
    "feedback.Screening": "tongban.feedback.screening.Shapes",
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "tongban.identity.passwords.NotAlike"},
    {"NAME": "tongban.identity.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "tongban.identity.passwords.NotCommon"},
    {"NAME": "tongban.identity.passwords.NotNumeric"},
]

SESSION_ENGINE = "tongban.identity.sessions"
SESSION_COOKIE_NAME = "tongban"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = os.environ.get("TONGBAN_HTTPS") == "1"
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
DESK_SESSION_COOKIE_NAME = "tongban_desk"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",  # of allauth's limits: no process has its own
        "LOCATION": "cache",
        "KEY_FUNCTION": "tongban.identity.vault.cache_key",  # a key may hold a telephone number
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent.parent / "ui" / "locale"]
TIME_ZONE = HERE.timezone
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

FILE_UPLOAD_HANDLERS = ["tongban.cases.uploads.InMemory"]  # never a temporary file in clear
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
# Networks inside the house that news to department systems may go to all the same, for instance "10.20.0.0/16".
TONGBAN_HOOK_NETWORKS = [
    word.strip() for word in os.environ.get("TONGBAN_HOOK_NETWORKS", "").split(",") if word.strip()
]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
TEST_RUNNER = "django.test.runner.DiscoverRunner"
# Addresses hold case numbers and search words, so a page not found or refused leaves no line; faults of ours do.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "ERROR"}},
}
