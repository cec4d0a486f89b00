"""The .tpm file: create, open, lock and close it, edit it in journalled transactions, undo and redo."""
