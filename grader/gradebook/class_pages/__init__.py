r"""A class as a folder of pages: what is collected of a gradebook, and how the folder is written.

gradebook --> one pass over its rows --> a ClassBook --> grader/reports/class_page --> index.html, class.html
\--> one page for each student
"""
