"""The printed forms, each a module here and a line in this list."""

from skilldesk.forms.form import Form
from skilldesk.forms.papers import class_filing, hand_over, institution_claim, personal_claim, roster

FORMS: tuple[Form, ...] = (
    class_filing.FORM,
    roster.FORM,
    institution_claim.FORM,
    personal_claim.FORM,
    hand_over.FORM,
)
