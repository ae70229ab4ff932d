"""交接清单 on as many pages as it takes."""

from skilldesk.forms import handover_sheet
from skilldesk.forms.handover_sheet import HandoverSheet
from tests.forms.reading import texts_of


def sheet(count: int) -> HandoverSheet:
    return HandoverSheet(
        office="示例县人力资源和社会保障局",
        day="2020-12-21 16:30",
        gone="孙丽（sunli）",
        heir="李敏（limin）",
        administrator="李敏（limin）",
        items=tuple(("申领单", f"BT990403-1-20-{at:05}", "草稿，800.00 元") for at in range(count)),
        counted=f"申领单{count}张，共{count}项",
        head="第 318 条　3f5a 21c7 90be 1122",
    )


def test_a_long_list_goes_on_over_pages_with_the_signatures_at_the_end() -> None:
    pages = ["".join(text.split()) for text in texts_of(handover_sheet.draw(sheet(90)))]

    assert len(pages) > 1
    assert all("工作交接清单" in page and f"共{len(pages)}页" in page for page in pages)
    assert ["签字" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    assert sum(page.count("BT990403") for page in pages) == 90


def test_an_empty_list_is_a_page_too() -> None:
    (page,) = texts_of(handover_sheet.draw(sheet(0)))

    assert "以下空白" in "".join(page.split())
