"""MS Project XML (MSPDI): read into rows of a program, and written from an open one."""
