import errno
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skilldesk.errors import NotWritten
from skilldesk.settings import FILE, Offset, Settings, TextSize, label_of, load, save

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
folders = words.filter(lambda text: "\0" not in text).map(Path)
any_settings = st.builds(
    Settings,
    text_size=st.sampled_from(TextSize),
    contrast=st.booleans(),
    memory=st.dictionaries(words, words, max_size=3),
    office_folder=st.none() | folders,
    backup_folders=st.lists(folders, max_size=3).map(tuple),
    printer_offsets=st.dictionaries(
        words, st.builds(Offset, st.integers(-99, 99), st.integers(-99, 99)), max_size=3
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(any_settings)
def test_what_is_saved_is_loaded(tmp_path, chosen):
    save(tmp_path, chosen)
    assert load(tmp_path) == (chosen, ())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_file_gives_settings_and_at_most_sentences(tmp_path, data):
    (tmp_path / FILE).write_bytes(data)
    found, notices = load(tmp_path)
    assert isinstance(found, Settings)
    assert all(notice.endswith("。") for notice in notices)


def test_the_first_start_has_the_defaults(tmp_path):
    assert load(tmp_path / "not there") == (Settings(), ())


def test_one_wrong_setting_leaves_the_others(tmp_path):
    (tmp_path / FILE).write_text(
        'text_size = "huge"\nbackup_folders = [7]\noffice_name = "01d9"\nlater = 1\n', "utf-8"
    )
    found, notices = load(tmp_path)
    assert found == Settings(office_name="01d9")
    assert notices == (
        "设置「文字大小」的内容不对，已改用默认值。业务数据没有变化。请在设置里重新选择。",
        "设置「备份位置」的内容不对，已改用默认值。业务数据没有变化。请在设置里重新选择。",
    )


def test_a_damaged_file_costs_the_settings_only(tmp_path):
    (tmp_path / FILE).write_bytes(b"text_size = \xff")
    found, (notice,) = load(tmp_path)
    assert found == Settings()
    assert "业务数据没有变化" in notice


def test_a_file_of_brackets_is_borne(tmp_path):
    (tmp_path / FILE).write_text("a = " + "[" * 100_000, "utf-8")
    assert load(tmp_path).settings == Settings()


def test_a_full_disk_keeps_the_old_settings_and_is_said(tmp_path, monkeypatch):
    def fsync(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    save(tmp_path, Settings(office_name="old"))
    monkeypatch.setattr("os.fsync", fsync)
    with pytest.raises(NotWritten, match="原来的设置和业务数据没有变化"):
        save(tmp_path, Settings(office_name="new"))
    assert load(tmp_path).settings.office_name == "old"


def test_every_setting_has_a_label():
    assert [label_of(name) for name in Settings.__dataclass_fields__] == [
        "文字大小",
        "高对比",
        "离开几分钟后自动锁定",
        "窗口、列和分栏的样子",
        "上次打开的单位文件夹",
        "上次打开的单位名称",
        "备份位置",
        "打印位置校正",
    ]
