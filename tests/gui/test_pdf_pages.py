import threading

from skilldesk.gui.pdf_pages import Part, PdfPages
from tests.gui.fakes import pdf


def test_a_page_is_a_picture_of_its_size() -> None:
    pages = PdfPages(pdf(2))

    image = pages.image(1, 2.0)

    assert len(pages) == 2
    assert (pages.size(0).width(), pages.size(0).height()) == (595, 842)
    assert (image.width(), image.height()) == (1190, 1684)
    assert image.pixelColor(10, 10).name() == "#ffffff"
    assert image.pixelColor(595, 840).name() == "#666666"
    pages.close()


def test_only_the_pages_of_one_document_of_a_batch_are_seen() -> None:
    pages = PdfPages(Part(pdf(3), 1, 1))

    assert len(pages) == 1
    assert pages.image(0, 1.0).pixelColor(297, 400).name() == "#666666"
    pages.close()


def test_pages_may_be_drawn_from_several_threads_at_once() -> None:
    pages = PdfPages(pdf(3))
    seen: list[str] = []

    def draw() -> None:
        seen.extend(pages.image(at % 3, 0.5).pixelColor(150, 200).name() for at in range(6))

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(set(seen)) == ["#333333", "#666666", "#999999"]
    pages.close()


def test_parts_of_one_document_and_of_another_follow_each_other() -> None:
    batch = pdf(3)

    pages = PdfPages(Part(batch, 2, 2), Part(batch, 0, 0), pdf(2))

    shown = [pages.image(at, 1.0).pixelColor(297, 400).name() for at in range(len(pages))]
    assert shown == ["#999999", "#333333", "#333333", "#666666"]
    assert [pages.part_of(at) for at in range(4)] == [0, 1, 2, 2]
    pages.close()
