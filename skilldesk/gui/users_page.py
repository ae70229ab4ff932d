"""用户: who may work here, in which roles; new colleagues, passwords, and those who leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QWidget

from skilldesk.core.offices import User
from skilldesk.gui.desk import Desk
from skilldesk.gui.leave_page import LeavePage
from skilldesk.gui.page import Page, button, heading, with_icon
from skilldesk.gui.place import Place
from skilldesk.gui.printing import Printers
from skilldesk.gui.record_view import RowView
from skilldesk.gui.system_work import Person
from skilldesk.gui.users_forms import NewPersonForm, PasswordForm, RolesForm, SideForm, role_lines
from skilldesk.gui.widgets.frames import column, empty_out, frame, laid, row, rule, scrolling
from skilldesk.gui.widgets.listing import ChipDelegate, Column, Listing, State
from skilldesk.gui.widgets.signs import Chip, Sign
from skilldesk.gui.widgets.words import Hint, sentence, words
from skilldesk.progress import Progress

NOT_ALLOWED = "管理用户要系统管理员来做"
_SIDE = 420


def _opens(one: Person) -> State:
    if one.opens_here:
        return (Sign.CHECK, "能登录", "green")
    return (Sign.RING, "没有密码", "")


class UsersPage(Page):
    HELP = "users"

    def __init__(self, desk: Desk, printers: Printers | None = None) -> None:
        super().__init__()
        self._desk, self._work = desk, desk.system.users
        self._may = desk.rights.allows("users")
        self._names = {role.key: role.name for role in self._work.roles}
        columns: tuple[Column[Person], ...] = (
            Column("姓名", lambda one: one.name),
            Column("账号", lambda one: one.account),
            Column("角色", self._roles_of),
            Column("这台电脑", lambda one: _opens(one)[1], state=_opens),
            Column("上次登录", lambda one: one.last_login or "没有登录过"),
            Column("没办完的工作", lambda one: f"{one.open_work:,}" if one.open_work else "", right=True),
        )
        self.people = Listing(columns)
        self.view = RowView(desk.theme, ChipDelegate(desk.theme, columns))
        self.view.setModel(self.people)
        self.new_form = NewPersonForm(desk.theme, self._work.roles)
        self.roles_form = RolesForm(desk.theme, self._work.roles)
        self.password_form = PasswordForm(desk.theme)
        self.leave_page = LeavePage(desk, printers or Printers())
        self._lay_out()
        self._connect()
        self.refresh()

    def hints(self) -> tuple[Hint, ...]:
        if self._whole.currentWidget() is self.leave_page:
            return self.leave_page.HINTS
        if self._side.currentWidget() is not self._detail:
            return (("Enter", "下一项"), ("空格", "选角色"), ("Ctrl+S", "办理"), ("Esc", "不做了"))
        mine: tuple[Hint, ...] = (
            (("Ctrl+N", "增加用户"), ("F2", "改角色"), ("Del", "移除")) if self._may else ()
        )
        return (("↑↓", "看每个人"), *mine, ("F5", "刷新"))

    def take_focus(self) -> None:
        side = self._side.currentWidget()
        if self._whole.currentWidget() is self.leave_page:
            self.leave_page.take_focus()
        elif side is self._detail:
            self.view.setFocus()
        else:
            side.setFocus()

    def stand_under_tab(self) -> None:
        self._title.hide()

    def go_to(self, place: Place) -> None:
        if place.act == "new":
            self.new()

    def current(self) -> Person | None:
        return self.people.at(self.view.current_row())

    def refresh(self) -> None:
        self._desk.tasks.look(self, lambda _: self._work.people(), done=self._show_people)

    def _show_people(self, people: Sequence[Person]) -> None:
        row = max(0, self.view.current_row())
        self.people.show_values(people)
        self.view.fit_columns()
        self.view.go_to(min(row, len(people) - 1))
        self._count.setText(f"共{len(people)}人")
        self.say_count(f"{len(people)} 人，能登录这台电脑的 {sum(one.opens_here for one in people)} 人")
        self._show_current()

    # --- doing ---

    def new(self) -> None:
        if self._may:
            self._show_side(self.new_form)
            self.new_form.begin()

    def change_roles(self) -> None:
        if self._may and (person := self.current()):
            self._show_side(self.roles_form)
            self.roles_form.begin(person)

    def change_password(self) -> None:
        person = self.current()
        if person and (self._may or self._is_self(person)):
            self._show_side(self.password_form)
            self.password_form.begin(person, own=self._is_self(person))

    def remove(self) -> None:
        """Begin with what the person has not finished."""
        person = self.current()
        if self._may and person and not self._is_self(person):
            self._whole.setCurrentWidget(self.leave_page)
            self.hinted.emit()
            self.leave_page.begin(person, [one for one in self.people.values if one is not person])

    def _add(self) -> None:
        typed, password = self.new_form.typed(), self.new_form.passwords.password()
        self._do(self.new_form, lambda: self._work.add(typed, password), f"正在增加用户{typed.name}")

    def _set_roles(self) -> None:
        person, roles = self.current(), self.roles_form.roles.chosen()
        if person:
            self._do(self.roles_form, lambda: self._work.set_roles(person.account, roles), "正在修改角色")

    def _set_password(self) -> None:
        person, password = self.current(), self.password_form.passwords.password()
        if person:
            self._do(
                self.password_form,
                lambda: self._work.set_password(person.account, password),
                "正在设新密码",
            )

    def _do(self, form: SideForm, act: Callable[[], None], title: str) -> None:
        if not form.act.isEnabled():
            return
        form.leave.setFocus()  # the focus stays in the form while its act has no use
        form.act.setEnabled(False)

        def job(_: Progress) -> None:
            act()

        def done(_: None) -> None:
            self._show_detail()
            self._desk.news.tell(User)

        def failed(error: BaseException) -> None:
            form.act.setEnabled(True)
            form.act.setFocus()
            self._desk.dialogs.tell_error(error)

        self._desk.tasks.start(self, job, done=done, failed=failed, title=title)

    # --- what happens ---

    def _connect(self) -> None:
        self.view.moved.connect(lambda _: self._show_current())
        self.view.opened.connect(lambda _: self.change_roles())
        for form, act in (
            (self.new_form, self._add),
            (self.roles_form, self._set_roles),
            (self.password_form, self._set_password),
        ):
            form.agreed.connect(act)
            form.left.connect(self._show_detail)
            self.on_key("Ctrl+S", act, inside=form)
        self.leave_page.closed.connect(self._come_back)
        self._desk.news.changed.connect(lambda kinds: self.refresh() if User in kinds else None)
        self.on_key("Ctrl+N", self.new)
        self.on_key("F2", self.change_roles)
        self.on_key("F5", self.refresh)
        self.on_key("Del", self.remove, inside=self.view)

    def _come_back(self) -> None:
        self._whole.setCurrentIndex(0)
        self.refresh()
        self._show_detail()

    def _show_side(self, widget: QWidget) -> None:
        self._side.setCurrentWidget(widget)
        self._new.setVisible(widget is self._detail)
        self.hinted.emit()

    def _show_detail(self) -> None:
        self._show_side(self._detail)
        self.view.setFocus()

    def _show_current(self) -> None:
        empty_out(self._facts)
        person = self.current()
        self._change.setEnabled(self._may and person is not None)
        own = person is not None and self._is_self(person)
        self._password.setText("改自己的密码" if own else "重设密码")
        self._password.setEnabled(person is not None and (self._may or own))
        self._remove.setEnabled(self._may and person is not None and not own)
        self._remove.setToolTip("不能移除自己，请另一位系统管理员来做。" if own else "")
        if person is None:
            return
        self._facts.addWidget(words(person.name, "title"))
        facts = row(words(f"账号 {person.account}", "label"), Chip(self._desk.theme, *_opens(person)), None)
        self._facts.addWidget(laid(QWidget(), facts))
        if own and self._may:
            self._facts.addWidget(sentence("这是您自己。不能移除自己，请另一位系统管理员来做。", "label"))
        if not person.opens_here:
            told = "这个人在单位的另一台电脑上登记。要在这台电脑上工作，请给本人重设密码。"
            self._facts.addWidget(sentence(told, "label"))
        for role in self._work.roles:
            if role.key in person.roles:
                self._facts.addWidget(rule())
                self._facts.addWidget(words(role.name, "lead"))
                self._facts.addWidget(role_lines(self._desk.theme, role))

    def _roles_of(self, one: Person) -> str:
        return "、".join(self._names.get(role, role) for role in one.roles)

    def _is_self(self, person: Person) -> bool:
        return person.account == self._desk.actor

    # --- how it is laid out ---

    def _lay_out(self) -> None:
        theme = self._desk.theme
        self._title, self._count = words("用户", "title"), words("", "hint")
        self._new = with_icon(button("增加用户  Ctrl+N", self.new, kind="primary"), theme, "plus")
        self._new.setEnabled(self._may)
        reason = words("" if self._may else f"{NOT_ALLOWED}；您可以改自己的密码。", "hint")
        line = heading(theme, self._title, self._count, None, reason, self._new)
        self._detail = self._make_detail()
        self._side = QStackedWidget()
        for side in (self._detail, self.new_form, self.roles_form, self.password_form):
            self._side.addWidget(side)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(laid(frame("plain"), column(*self._notices(), self.view, spacing=0)))
        split.addWidget(self._side)
        split.setStretchFactor(0, 1)
        split.setSizes([theme.px(1226 - _SIDE), theme.px(_SIDE)])
        self._whole = QStackedWidget()
        self._whole.addWidget(laid(QWidget(), column(line, split, spacing=0)))
        self._whole.addWidget(self.leave_page)
        laid(self, column(self._whole, spacing=0))

    def _notices(self) -> list[QWidget]:
        """What was said when this store was opened, such as that its keys are new."""
        said = self._desk.store.notices
        if not said:
            return []
        banner = laid(frame("banner", tone="blue"), column(*map(sentence, said)), margins=(12, 8, 12, 8))
        return [laid(QWidget(), column(banner), margins=(16, 12, 16, 12))]

    def _make_detail(self) -> QWidget:
        self._facts = column(spacing=8)
        self._change: QPushButton = button("修改角色  F2", self.change_roles)
        self._password: QPushButton = button("重设密码", self.change_password)
        self._remove: QPushButton = button("移除…  Del", self.remove, kind="danger")
        for each in (self._change, self._remove):
            each.setToolTip("" if self._may else NOT_ALLOWED)
        made = frame("side")
        inside = laid(QWidget(), column(laid(QWidget(), self._facts), None), margins=(16, 12, 16, 16))
        buttons = row(self._change, self._password, None, self._remove)
        foot = laid(frame("foot"), buttons, margins=(16, 12, 16, 12))
        return laid(made, column(scrolling(inside), foot, spacing=0))
