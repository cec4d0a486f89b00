"""The audit: who changed what, when, by person, project, register, field and time."""
