"""Language, theme and size: chosen once, remembered, harmless when forged."""

import pytest
from django.test import Client

from tongban.ui import display


def test_nothing_chosen_is_chinese_in_the_device_s_own_theme():
    assert display.of({}) == display.Display(display.Language.CHINESE, display.Theme.SYSTEM, display.Size.NORMAL)


@pytest.mark.parametrize("forged", ["", "fr", "en<script>", "x" * 9000])
def test_a_forged_cookie_counts_as_no_choice(forged):
    assert display.of({"language": forged, "theme": forged, "size": forged}) == display.Display()


def test_choosing_english_turns_the_page_english_and_comes_back_to_it():
    browser = Client()
    answer = browser.post("/language/", {"language": "en", "next": "/ui/?a=1"})
    assert answer["Location"] == "/ui/?a=1"
    page = browser.get("/ui/").content.decode()
    assert '<html lang="en"' in page
    assert "Skip to content" in page


def test_large_print_and_dark_stand_in_the_page_itself():
    browser = Client()
    browser.post("/display/", {"size": "large", "next": "/ui/"})
    browser.post("/display/", {"theme": "dark", "next": "/ui/"})
    assert 'data-theme="dark" data-size="large"' in browser.get("/ui/").content.decode()


def test_choosing_the_normal_size_again_forgets_the_cookie():
    browser = Client()
    browser.post("/display/", {"size": "large"})
    browser.post("/display/", {"size": ""})
    assert "data-size" not in browser.get("/ui/").content.decode()


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_a_choice_never_leads_to_a_stranger_s_address(where):
    assert Client().post("/language/", {"language": "en", "next": where})["Location"] == "/"


def test_a_choice_is_made_by_post_only():
    assert Client().get("/language/").status_code == 405
