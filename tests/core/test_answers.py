from skilldesk.core.answers import Answer, confirm, wrong


def test_the_worst_problem_is_the_verdict() -> None:
    assert Answer("x", "x").verdict == "ok"
    assert Answer("x", "x", (confirm("A", "请确认。"),)).verdict == "warn"
    assert Answer("x", "x", (confirm("A", "请确认。"), wrong("B", "必须改。"))).verdict == "error"
