"""What the counter does, one file a service; each turns an event into replies within the desk's transaction."""
