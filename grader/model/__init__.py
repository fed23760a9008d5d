"""The nouns of a report: frozen models that every floor above shares."""
