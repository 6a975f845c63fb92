"""Components print what they are given: fields, error summary, strips, the four numbers."""

from dataclasses import replace
from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from tongban.ui import fields, parts, sample, strip


def draw(source: str, **values: object) -> str:
    return " ".join(Template(source).render(Context(values)).split())


def test_a_field_explains_itself_in_the_order_label_hint_error_control():
    html = draw("{% field f %}", f=fields.Field("tel", "电话", "tel", "138", "快递会打", "少了 8 位。"))
    places = [html.index(part) for part in ("<label", 'class="hint"', 'class="error"', "<input")]
    assert places == sorted(places)
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="f-tel-hint f-tel-error"' in html


@pytest.mark.parametrize(
    "widget", ["text", "tel", "date", "textarea", "select", "radio", "checks", "money", "integer", "code"]
)
def test_every_widget_has_a_label_and_keeps_what_was_typed(widget):
    field = fields.of({"name": "a", "label": "名", "widget": widget, "value": "x", "options": {"x": "甲", "y": "乙"}})
    html = draw("{% field f %}", f=field)
    assert ('for="f-a"' in html) or ("<legend>名" in html)
    assert ('value="x"' in html) or (">x</textarea>" in html)


def test_a_date_that_is_none_stays_as_it_was_typed():
    html = draw("{% field f %}", f=fields.Field("d", "日期", "date", "明年春天", error="这不是日期。"))
    assert 'type="text" value="明年春天"' in html


def test_nothing_is_cut_off_while_typing():
    html = draw("{% field f %}", f=fields.Field("d", "说明", "textarea", longest=500))
    assert "maxlength" not in html
    assert "最多 500 字" in html


def test_what_was_typed_is_never_markup():
    evil = '"><script>alert(1)</script>'
    for widget in ("text", "textarea", "radio", "select"):
        field = fields.of(
            {"name": "a", "label": evil, "widget": widget, "value": evil, "options": {evil: evil}, "error": evil}
        )
        assert "<script>" not in draw("{% field f %}{% errors e %}", f=field, e=fields.faults([field]))


def test_a_long_choice_becomes_a_select():
    few, many = (
        {"name": "a", "label": "名", "widget": "radio", "options": {str(n): "x" for n in range(count)}}
        for count in (6, 7)
    )
    assert (fields.of(few).widget, fields.of(many).widget) == ("radio", "select")


def test_the_summary_leads_to_the_control_and_counts():
    made = sample.page()["fields"]
    html = draw("{% errors e %}", e=fields.faults(made))
    assert "还有 2 处要改" in html
    assert 'href="#f-tel"' in html
    assert 'href="#f-sells-1"' in html
    assert 'tabindex="-1"' in html


def test_no_error_prints_no_summary():
    assert draw("{% errors e %}", e=[]) == ""


CLOCK = sample.Clock(sample.Term(5), date(2026, 11, 24), sample._days(24, 24), used=4, total=5, left=1)


def test_a_strip_says_in_words_what_it_shows_in_cells():
    drawn = strip.draw(CLOCK, name="承诺", today=sample.TODAY)
    assert drawn.sentence == (
        "承诺时限：11 月 10 日 周二起算，次日算第一天，已用 4 个工作日，共 5 个，暂停 5 个工作日，明天到期，还剩 1 个工作日。"
    )
    html = draw("{% strip s %}", s=drawn)
    assert f'role="img" aria-label="{drawn.sentence}"' in html
    assert html.count('class="held"') == 5


@pytest.mark.parametrize(
    ("left", "is_paused", "rest", "tone"),
    [(9, False, "还剩 9 个工作日", ""), (1, False, "还剩 1 个工作日", "soon"), (0, False, "今天到期", "soon"),
     (-2, False, "超了 2 个工作日", "alarm"), (1, True, "暂停中，不计时", "")],
)  # fmt: skip
def test_the_rest_of_a_clock_is_named(left, is_paused, rest, tone):
    drawn = strip.draw(replace(CLOCK, left=left, is_paused=is_paused), name="承诺")
    assert (drawn.rest, drawn.tone) == (rest, tone)


def test_a_long_clock_is_a_bar_with_the_same_sentence():
    drawn = strip.draw(replace(CLOCK, cells=(), total=60), name="法定")
    html = draw("{% strip s %}", s=drawn)
    assert "<progress" in html
    assert f'aria-label="{drawn.sentence}"' in html


def test_a_provisional_date_says_so():
    drawn = strip.draw(replace(CLOCK, is_provisional=True), name="法定")
    assert "暂定" in draw("{% strip s %}", s=drawn)


def test_a_strip_speaks_english():
    with translation.override("en"):
        drawn = strip.draw(CLOCK, name="Promised", today=sample.TODAY)
    assert (drawn.title, drawn.due, drawn.rest) == ("Promised 5 working days", "tomorrow", "1 working day left")


def test_the_four_numbers_stand_in_one_order_and_zeros_are_green():
    figures = parts.numbers(materials=2, visits=0, days="5 天", fee="0 元", was={"days": "10 天"})
    assert [figure.name for figure in figures] == ["材料", "跑动", "时限", "费用"]
    assert [figure.is_nil for figure in figures] == [False, True, False, True]
    assert "<del>" in draw("{% four f %}", f=figures)


def test_a_deadline_light_has_a_word_beside_its_colour():
    assert 'aria-label="超期"' in draw('{% light "alarm" %}')


def test_a_draft_never_looks_filed():
    assert "草稿，尚未提交" in draw('{% autosave "/apply/x/save/" %}')
