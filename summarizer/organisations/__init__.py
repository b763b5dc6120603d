"""Names of organisations in Chinese text: where they stand, and which wordings mean the same one.

No gazetteer and no recogniser (libraries.md, section 8): heads and place morphology find the names, and the article
itself says what its short forms mean.
"""

from summarizer.organisations.finding import Kind, OrganisationMention, find_organisations
from summarizer.organisations.short_forms import is_contract_alias, is_self_reference, is_short_form

__all__ = [
    "Kind",
    "OrganisationMention",
    "find_organisations",
    "is_contract_alias",
    "is_self_reference",
    "is_short_form",
]
