"""A student's hands on the page: reads, starts, answers whatever comes, hands in."""

import re

from playwright.sync_api import Locator, Page, expect


class StudentAtWork:
    """In the session page, from Join on."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def join(self) -> None:
        """From the start page into the session."""
        self.page.get_by_role("link", name="Join").click()
        self.page.wait_for_url("**/sessions/**")

    def begin(self) -> str:
        """Reads what is to be read, then starts the next exercise; returns its title."""
        self._either("Start", "Go on", "I have read it")
        while self._button("I have read it").is_visible():
            self._read()
            self._either("Start", "Go on", "I have read it")
        title = self.page.get_by_role("heading", level=2).first.inner_text()
        self.page.get_by_role("button", name=re.compile("^(Start|Go on)$")).click()
        expect(self.page.get_by_role("navigation", name="Questions")).to_be_visible()
        return title

    def _read(self) -> None:
        """To the end of a lesson: until something else is on the page."""
        read = self._button("I have read it").element_handle()
        lesson = self.page.get_by_role("heading", level=2).first.inner_text()
        read.click()
        self.page.wait_for_function(
            "([read, lesson]) => !read.isConnected || document.querySelector('h2')?.innerText !== lesson",
            arg=[read, lesson],
        )

    def answer(self) -> None:
        """Gives some answer to the question on the screen."""
        question = self.page.get_by_role("region", name="Question")
        if (choices := question.get_by_role("radio")).count():
            choices.first.check(force=True)
        elif (texts := question.get_by_role("textbox")).count():
            for index in range(texts.count()):
                texts.nth(index).fill("7")
        elif question.get_by_role("group").count():
            self._match(question)
        elif (paper := question.get_by_role("button", name="Done on paper")).count():
            paper.click()

    def answer_all_and_hand_in(self) -> None:
        """Through every question to the result."""
        while not self._button("Hand in").is_visible() and not self._button("Done on paper").is_visible():
            self.answer()
            self.page.get_by_role("button", name=re.compile("^(Next question|Check answers|Next)$")).click()
        self.page.get_by_role("button", name=re.compile("^(Hand in|Done on paper)$")).click()

    def leave_result(self) -> None:
        """From what came of it to what comes next."""
        self._button("Go on").click()
        self._either("Start", "I have read it")

    def _match(self, question: Locator) -> None:
        buttons = question.get_by_role("group").get_by_role("button")
        half = buttons.count() // 2
        for index in range(half):
            buttons.nth(index).click()
            buttons.nth(half + index).click()

    def _button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def _either(self, *names: str) -> None:
        found = self.page.get_by_role("button", name=re.compile(f"^({'|'.join(names)})$"))
        expect(found.first).to_be_visible()
