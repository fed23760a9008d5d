"""The course: one lecture, "Neural Networks"."""

from grader import Course

course = Course(name="neural-networks", title="Neural Networks", version="1.0")
