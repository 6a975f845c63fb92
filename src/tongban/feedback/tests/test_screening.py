"""What names a person is masked in words that others read; what does not is left as it is."""

import pytest

from tongban.feedback.screening import screen


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("身份证 31019919900101123X 填不进", "身份证 **** 填不进"),
        ("身份证31019919900101123x。", "身份证****。"),
        ("３１０１９９１９９００１０１１２３４", "****"),
        ("310199 19900101 1234", "****"),
        ("电话 138-1234-5678", "电话 ****"),
        ("打 +86 13812345678 找我", "打 **** 找我"),
        ("座机 021-62345678", "座机 ****"),
        ("信用代码 91310199MA1FP0001X", "信用代码 ****"),
        ("卡号 6222 0212 3456 7890 123", "卡号 ****"),
        ("护照 E12345678 不认", "护照 **** 不认"),
        ("写信 wang.fang@example.com", "写信 ****"),
        ("车牌 沪A12345", "车牌 ****"),
        ("我叫王小芳，住 3弄5号楼 201室", "我叫王**，住 ****"),
        ("姓名：王芳", "姓名：王**"),
    ],
)
def test_what_names_a_person_is_masked(written, shown):
    assert screen(written) == shown


@pytest.mark.parametrize(
    "plain",
    [
        "跑了 3 次，等了 120 分钟。",
        "2026-11-09 预约的",
        "编号写着第 12 项",
        "费用 1500 元",
        "12345 打不通",
        "我是来办证的。",
    ],
)
def test_other_words_stay_as_they_are(plain):
    assert screen(plain) == plain


def test_a_long_run_of_digits_takes_no_time():
    assert screen("1" * 2000)
    assert screen("a." * 1000)
