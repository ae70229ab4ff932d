from skilldesk.operations import characters


def test_the_text_and_its_missing_character_are_named() -> None:
    assert characters.missing(["马𰾄翀", "周春梅", "示例县𰾄路\n9号"]) == {
        "马𰾄翀": ("𰾄",),
        "示例县𰾄路\n9号": ("𰾄",),
    }


def test_a_place_is_named_as_people_call_it() -> None:
    (place,) = characters.places([("姓名", "张𰾄"), ("性别", "男")])

    assert place.words == "姓名“张𰾄”里的“𰾄”字（U+30F84）"
