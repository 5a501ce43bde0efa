"""A preview drawn in a process of its own, for as long as an application is open: typing never waits for a page.

The window sends the journal's edits, one by one as they are made, and what it looks at; the process keeps a draft of its own and
answers with pages and pictures. What was asked before the latest edit is dropped.
"""
