"""Forms that people fill in a spreadsheet, and the way from the strategy to them and back."""

from peaceops.direct.strategy.form.forms import FORMS, form_named
from peaceops.direct.strategy.form.merge import Merged, merge_rows
from peaceops.direct.strategy.form.read import FormFault, FormReading, FormRow, read_form
from peaceops.direct.strategy.form.write import write_form

__all__ = [
    "FORMS",
    "FormFault",
    "FormReading",
    "FormRow",
    "Merged",
    "form_named",
    "merge_rows",
    "read_form",
    "write_form",
]
