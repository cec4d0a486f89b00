"""The Gantt on paper and as a picture: rows and dates on sheets, drawn by the chart's own painters."""
