"""The gradebook: one database, SQLite or PostgreSQL, to which one run at a time writes.

database        opens it, with `lock` beside it and `schema` to bring it up to date; StorageError or UsageError
tables          what it holds; the only file, with `migrations/`, that names columns' types
rows, encoding  rows by any number, and how values stand in them
submissions     what was handed in, and by whom
runs            each time something was graded
gradings        what came of it, by key: never changed, never thrown away
marks           which grading counts; overrides, what was changed by hand
read            all of it again, for books, statistics and exports
merge           the gradebooks of the parts of one batch, made one
"""
