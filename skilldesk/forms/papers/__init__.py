"""The printed forms, each a module here and a line in this list."""

from skilldesk.forms.form import Form
from skilldesk.forms.papers import personal_claim

FORMS: tuple[Form, ...] = (personal_claim.FORM,)
