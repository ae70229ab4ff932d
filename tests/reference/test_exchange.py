from skilldesk.reference.exchange import patience


def test_a_receipt_is_missed_before_it_is_urgent() -> None:
    assert 0 < patience().answer_due_days < patience().answer_late_days
