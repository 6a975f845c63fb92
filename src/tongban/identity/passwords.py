"""What a password must be, said in our words: the rules are Django's, its sentences are not translated everywhere."""

from django.contrib.auth import password_validation as rules
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy


class LongEnough(rules.MinimumLengthValidator):
    """At least so many signs."""

    def get_error_message(self) -> str:
        sentence = gettext_lazy("密码不到 %(least)d 位，太容易猜中，所以没有设。请设长一些。")
        return str(sentence) % {"least": self.min_length}


class NotCommon(rules.CommonPasswordValidator):
    """Not one that everybody takes."""

    def get_error_message(self) -> str:
        return str(gettext_lazy("这个密码很多人在用，太容易猜中，所以没有设。请换一个。"))


class NotNumeric(rules.NumericPasswordValidator):
    """Not digits alone."""

    def get_error_message(self) -> str:
        return str(gettext_lazy("密码全是数字，太容易猜中，所以没有设。请加上字母或汉字。"))


class NotAlike(rules.UserAttributeSimilarityValidator):
    """Not what is known of the account."""

    def validate(self, password: str, user: object = None) -> None:
        try:
            super().validate(password, user)  # type: ignore[arg-type]  # allauth passes an account not saved yet
        except ValidationError:
            sentence = gettext_lazy("密码和登录名太像，太容易猜中，所以没有设。请换一个。")
            raise ValidationError(str(sentence), code="password_too_similar") from None
