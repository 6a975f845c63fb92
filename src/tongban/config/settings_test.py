"""Settings of the tests: the same as everywhere, with fast passwords and demo people."""

import os

os.environ.setdefault("TONGBAN_SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests-only-for-tests")
os.environ.setdefault("TONGBAN_DEMO", "1")

from tongban.config.settings import *  # noqa: F403 - the environment comes first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
