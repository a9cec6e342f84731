"""When each task can start: problem → solve → result → why not."""
