"""Lambda events: uploads to S3, the stream of the table, the schedule, and WebSocket connections."""
