"""The exam: labelled articles in, figures per field out, with intervals, a comparison and a gate.

`labels` and `scoring` say what is right (shared contract, section 3), `statistics` how sure the figures are, `running`
reads the articles with an engine, `report` and `rendering` show the result, `comparing` holds it against another.
Nothing in `summarizer` imports this package.
"""
