from tests.cli.running import done, refused, run


def test_the_forms_are_listed_with_their_fields():
    (form,) = [one for one in done("form", "list") if one["key"] == "F10"]

    assert form["title"]
    assert {"name": "name", "label": "姓名"} in form["fields"]


def test_an_example_is_drawn_and_the_same_each_time(tmp_path):
    for name in ("one.pdf", "two.pdf"):
        assert len(done("form", "draw", "F10", "--example", "--out", tmp_path / name)["check_code"]) == 8

    assert (tmp_path / "one.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_what_cannot_be_drawn_is_told(tmp_path):
    assert refused("form", "draw", "F99", "--example", "--out", tmp_path / "x.pdf")["exit_code"] == 16
    assert refused("form", "draw", "F10", "--example", "--out", tmp_path / "no/x.pdf")["exit_code"] == 55
    assert run("form", "draw", "F10", "--out", tmp_path / "x.pdf").code == 2
