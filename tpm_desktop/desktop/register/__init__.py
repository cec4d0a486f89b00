"""The register view: any table of the catalogue as a list to sort, filter and edit in place."""
